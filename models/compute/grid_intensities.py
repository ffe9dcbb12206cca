"""Emissions of a kilowatt-hour from the grids of countries in 2023.

Source: Our World in Data, "Carbon intensity of electricity generation", after Ember and the Energy
Institute, as shipped by codecarbon (MIT), `global_energy_mix.json` at b05965e4, those of its rows that
are of 2023; of the world: Ember, "Global Electricity Review 2024". Over the whole life of a plant, all
gases, yearly means by location: no contract and no hour of the day is in them.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import InvalidParameter

YEAR = 2023
"""Of all values."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The electricity of one country."""

    code: str
    """ISO 3166-1 alpha-3; `WLD` is the world."""
    country: str
    intensity: float
    """Yearly mean [g CO2e/kWh]."""


GRIDS = {
    code: Grid(code, country, intensity)
    for code, country, intensity in (
        ("ARG", "Argentina", 354.103),
        ("AUS", "Australia", 548.692),
        ("AUT", "Austria", 110.812),
        ("BEL", "Belgium", 138.107),
        ("BGD", "Bangladesh", 691.411),
        ("BGR", "Bulgaria", 335.334),
        ("BIH", "Bosnia and Herzegovina", 600.0),
        ("BOL", "Bolivia", 531.687),
        ("BRA", "Brazil", 98.348),
        ("CAN", "Canada", 170.043),
        ("CHE", "Switzerland", 34.843),
        ("CHL", "Chile", 291.113),
        ("CHN", "China", 582.317),
        ("COL", "Colombia", 259.511),
        ("CRI", "Costa Rica", 53.378),
        ("CYP", "Cyprus", 534.323),
        ("CZE", "Czechia", 449.724),
        ("DEU", "Germany", 380.95),
        ("DNK", "Denmark", 151.65),
        ("ECU", "Ecuador", 150.224),
        ("EGY", "Egypt", 570.306),
        ("ESP", "Spain", 174.05),
        ("EST", "Estonia", 416.667),
        ("FIN", "Finland", 79.158),
        ("FRA", "France", 56.039),
        ("GBR", "United Kingdom", 237.589),
        ("GEO", "Georgia", 167.594),
        ("GRC", "Greece", 336.574),
        ("HRV", "Croatia", 204.962),
        ("HUN", "Hungary", 204.19),
        ("IND", "India", 713.441),
        ("IRL", "Ireland", 290.805),
        ("IRN", "Iran", 655.125),
        ("ITA", "Italy", 330.718),
        ("JPN", "Japan", 485.392),
        ("KAZ", "Kazakhstan", 821.391),
        ("KEN", "Kenya", 70.492),
        ("KOR", "South Korea", 430.567),
        ("KWT", "Kuwait", 649.163),
        ("LTU", "Lithuania", 160.072),
        ("LUX", "Luxembourg", 105.263),
        ("LVA", "Latvia", 123.2),
        ("MAR", "Morocco", 630.014),
        ("MDA", "Moldova", 643.464),
        ("MEX", "Mexico", 507.245),
        ("MKD", "North Macedonia", 565.345),
        ("MLT", "Malta", 459.144),
        ("MMR", "Myanmar", 398.898),
        ("MNE", "Montenegro", 417.073),
        ("MNG", "Mongolia", 775.309),
        ("NGA", "Nigeria", 523.247),
        ("NLD", "Netherlands", 267.622),
        ("NOR", "Norway", 30.08),
        ("NZL", "New Zealand", 112.758),
        ("OMN", "Oman", 564.635),
        ("PAK", "Pakistan", 440.608),
        ("PER", "Peru", 266.478),
        ("PHL", "Philippines", 610.688),
        ("POL", "Poland", 661.926),
        ("PRT", "Portugal", 165.553),
        ("PRY", "Paraguay", 23.755),
        ("QAT", "Qatar", 602.5),
        ("ROU", "Romania", 240.583),
        ("RUS", "Russia", 441.039),
        ("SGP", "Singapore", 470.783),
        ("SLV", "El Salvador", 271.468),
        ("SRB", "Serbia", 636.062),
        ("SVK", "Slovakia", 116.774),
        ("SVN", "Slovenia", 231.275),
        ("SWE", "Sweden", 40.695),
        ("THA", "Thailand", 549.583),
        ("TUN", "Tunisia", 563.956),
        ("TUR", "Turkey", 464.586),
        ("TWN", "Taiwan", 642.378),
        ("URY", "Uruguay", 128.788),
        ("USA", "United States", 369.473),
        ("VNM", "Vietnam", 475.449),
        ("ZAF", "South Africa", 707.686),
        ("WLD", "World", 480.0),
    )
}
"""By code, in alphabetical order; the world is last."""


def grid_of(country: str) -> Grid:
    """The grid of a country by its code or name.

    Raises
    ------
    InvalidParameter
        If there is none; it tells the nearest.
    """
    by_name = {grid.country.casefold(): grid for grid in GRIDS.values()}
    found = GRIDS.get(country.upper()) or by_name.get(country.casefold())
    if found is not None:
        return found
    codes = {code.casefold(): grid for code, grid in GRIDS.items()}
    near = get_close_matches(country.casefold(), [*by_name, *codes], n=3, cutoff=0.4)
    nearest = dict.fromkeys(
        f"{grid.code} ({grid.country})" for name in near for grid in ({**by_name, **codes}[name],)
    )
    names = f"; nearest: {', '.join(nearest)}" if nearest else ""
    raise InvalidParameter(
        f"country must be one of {len(GRIDS)} ISO 3166 codes or their names, got {country!r}{names}"
    )
