//! The public holidays of France, computed.
//!
//! Each is kept in the years in which the texts named at [`Holiday`] are in force. Before the first year that those texts
//! are known to tell wholly ([`Territory::first_year`]), nothing is said of any day. For the time to come the texts of today
//! are taken to last.

use super::{Day, calendar};

/// A public holiday of France, as article L. 3133-1 of the Code du travail lists them, and those of article L. 3134-13 for
/// Alsace-Moselle and L. 3422-2 for overseas.
///
/// Texts and their days: `docs/sources.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January: opinion of the Conseil d'État of 23 March 1810.
    NewYear,
    /// The Friday before Easter, in the municipalities of Alsace-Moselle that have a Protestant or a mixed church: ordinance of
    /// 16 August 1892, then article L. 3134-13 of the Code du travail.
    GoodFriday,
    /// The Monday after Easter: Act of 8 March 1886.
    EasterMonday,
    /// 1 May: Act of 30 April 1947, with that of 29 April 1948. What was kept on that day before is not told here.
    LabourDay,
    /// 8 May: Act 53-225 of 20 March 1953, from 1953 to 1958; no more by decree 59-533 of 11 April 1959, but for 1965 (decree of 1
    /// April 1965); again from 1982, by Act 81-893 of 2 October 1981. From 1946 to 1952 it was kept on a Sunday (Act 46-934 of
    /// 7 May 1946).
    Victory,
    /// The Thursday that is the fortieth day of Easter: order of 29 germinal an X (April 1802), kept by article 42 of the Act
    /// of 9 December 1905.
    Ascension,
    /// The Monday after Whitsun: Act of 8 March 1886. The « journée de solidarité » that was held on it by default from 2005 to
    /// 2008 (Acts 2004-626 and 2008-351) made of it a day of work, and left it a public holiday.
    WhitMonday,
    /// 14 July: Act of 6 July 1880.
    NationalDay,
    /// 15 August: as [`Holiday::Ascension`].
    Assumption,
    /// 1 November: as [`Holiday::Ascension`].
    AllSaints,
    /// 11 November: Act of 1922.
    Armistice,
    /// 25 December: as [`Holiday::Ascension`].
    Christmas,
    /// 26 December, in Alsace-Moselle: as [`Holiday::GoodFriday`], without its condition.
    SecondDayOfChristmas,
    /// The day of the abolition of slavery: Act 83-550 of 30 June 1983 and decree 83-1003 of 23 November 1983, then article L.
    /// 3422-2 of the Code du travail.
    Abolition,
}

/// Where a holiday is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// Metropolitan France but for Alsace-Moselle.
    Mainland,
    /// Bas-Rhin, Haut-Rhin and Moselle, in a municipality that has a Protestant church or a mixed one.
    AlsaceMoselleGoodFriday,
    /// The same, in a municipality that has none.
    AlsaceMoselle,
    /// Guadeloupe: 27 May.
    Guadeloupe,
    /// Martinique: 22 May.
    Martinique,
    /// Guyane: 10 June.
    Guyane,
    /// La Réunion: 20 December.
    Reunion,
    /// Mayotte: 27 April. Customs of enterprises (article L. 3422-3 of the Code du travail) are not among its holidays.
    Mayotte,
    /// Saint-Barthélemy: 9 October (decree 2012-553 of 23 April 2012).
    SaintBarthelemy,
    /// Saint-Martin: 27 May by the same decree and by article L. 3422-2; since 2018 circulars have it kept on 28 May, and which of
    /// the two is the holiday is left open.
    SaintMartin,
}

impl Territory {
    /// All of them.
    pub const ALL: [Territory; 10] = [
        Territory::Mainland,
        Territory::AlsaceMoselleGoodFriday,
        Territory::AlsaceMoselle,
        Territory::Guadeloupe,
        Territory::Martinique,
        Territory::Guyane,
        Territory::Reunion,
        Territory::Mayotte,
        Territory::SaintBarthelemy,
        Territory::SaintMartin,
    ];

    /// The first year whose holidays the sources tell.
    ///
    /// Metropolitan France: 1947, the year of the Act on 1 May, before which what was kept on that day, under the occupation
    /// above all, is not told. Overseas: the first whole year under the decree of 1983, under the Code du travail of Mayotte (6
    /// March 1991), and under the decree of 2012.
    pub fn first_year(self) -> i32 {
        match self {
            Territory::Mainland | Territory::AlsaceMoselleGoodFriday | Territory::AlsaceMoselle => 1947,
            Territory::Guadeloupe | Territory::Martinique | Territory::Guyane | Territory::Reunion => 1984,
            Territory::Mayotte => 1992,
            Territory::SaintBarthelemy | Territory::SaintMartin => 2013,
        }
    }

    /// Month and day of the abolition of slavery.
    fn abolition(self) -> Option<(u32, u32)> {
        match self {
            Territory::Mainland | Territory::AlsaceMoselleGoodFriday | Territory::AlsaceMoselle => None,
            Territory::Mayotte => Some((4, 27)),
            Territory::Martinique => Some((5, 22)),
            Territory::Guadeloupe | Territory::SaintMartin => Some((5, 27)),
            Territory::Guyane => Some((6, 10)),
            Territory::SaintBarthelemy => Some((10, 9)),
            Territory::Reunion => Some((12, 20)),
        }
    }

    fn is_in_alsace_moselle(self) -> bool {
        matches!(self, Territory::AlsaceMoselleGoodFriday | Territory::AlsaceMoselle)
    }
}

/// The holidays of one day: none, one, or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holidays {
    // INVARIANT: two at most, for no two holidays of a fixed date share it, nor any two that move with Easter.
    of: [Option<Holiday>; 2],
}

impl Holidays {
    /// Each, the one of a fixed date first.
    pub fn iter(self) -> impl Iterator<Item = Holiday> {
        self.of.into_iter().flatten()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.of == [None; 2]
    }
}

/// The holidays of a day; `None` where the sources do not tell.
///
/// ```
/// use alinea::time::{Day, Holiday, Territory, holidays};
/// let day = Day::from_ymd(2008, 5, 1).unwrap();
/// let both: Vec<Holiday> = holidays(day, Territory::Mainland).unwrap().iter().collect();
/// assert_eq!(both, [Holiday::LabourDay, Holiday::Ascension]);
/// ```
pub fn holidays(day: Day, territory: Territory) -> Option<Holidays> {
    let (year, month, number) = day.ymd();
    let is_contested = territory == Territory::SaintMartin && year >= 2018 && matches!((month, number), (5, 27 | 28));
    if year < territory.first_year() || is_contested {
        return None;
    }
    let fixed = match (month, number) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 8) if matches!(year, 1953..=1958 | 1965 | 1982..) => Some(Holiday::Victory),
        (7, 14) => Some(Holiday::NationalDay),
        (8, 15) => Some(Holiday::Assumption),
        (11, 1) => Some(Holiday::AllSaints),
        (11, 11) => Some(Holiday::Armistice),
        (12, 25) => Some(Holiday::Christmas),
        (12, 26) if territory.is_in_alsace_moselle() => Some(Holiday::SecondDayOfChristmas),
        date if territory.abolition() == Some(date) => Some(Holiday::Abolition),
        _ => None,
    };
    let movable = match easter(year).days_until(day) {
        -2 if territory == Territory::AlsaceMoselleGoodFriday => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    };
    Some(Holidays { of: [fixed, movable] })
}

/// Easter Sunday of a year of the Gregorian calendar.
///
/// The computus of the Gregorian reform (1582) in the arithmetic form of the anonymous correspondent of *Nature* (20 April
/// 1876), given by Meeus, *Astronomical Algorithms*, ch. 8.
pub fn easter(year: i32) -> Day {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped = century - century.div_euclid(4) - (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + skipped + 15).rem_euclid(30);
    let sunday = (32 + 2 * century.rem_euclid(4) + 2 * rest.div_euclid(4) - moon - rest.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * sunday).div_euclid(451);
    // Days from 22 March on, the earliest Easter that there is.
    let after = moon + sunday - 7 * late;
    Day::from_number(calendar::to_number(year.into(), 3, 22) as i32 + after)
}
