mod crash;
mod hostile;
mod marks;
mod people;
mod stores;
mod writing;
