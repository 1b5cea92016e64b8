document.title = "A page, a page, a page";
