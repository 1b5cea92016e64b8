//! A small seeded source of numbers, so that the courses are the same in every run.

/// `SplitMix64`: enough for stories, not for secrets.
///
/// Source: Steele, Lea, Flood, *OOPSLA* 2014; doi:10.1145/2660193.2660195.
#[derive(Debug, Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// Starts at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, of 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `below` − 1; 0 when `below` is 0.
    pub fn below(&mut self, below: u32) -> u32 {
        let number = self.draw() >> 32;
        u32::try_from((number * u64::from(below)) >> 32).unwrap_or(0)
    }

    /// True `percent` times out of a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// A number from −`spread` to `spread`, the middle more often than the ends.
    pub fn around(&mut self, spread: f64) -> f64 {
        let unit = |seeded: &mut Self| f64::from(seeded.below(10_001)) / 10_000.0;
        (unit(self) + unit(self) + unit(self) - 1.5) / 1.5 * spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let story = |seed| {
            let mut seeded = Seeded::new(seed);
            (0..50).map(|_| seeded.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn numbers_stay_inside_their_range() {
        let mut seeded = Seeded::new(1);
        assert!((0..10_000).all(|_| seeded.below(3) < 3));
        assert!((0..10_000).all(|_| seeded.around(2.0).abs() <= 2.0));
        assert_eq!(seeded.below(0), 0);
    }
}
