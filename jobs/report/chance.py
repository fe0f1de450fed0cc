"""How easily chance alone gives a split of articles, exactly, with the article as the unit."""

from math import comb


def fisher(carrying: int, articles: int, other_carrying: int, other_articles: int) -> float:
    """Two-sided p of Fisher's exact test (Fisher 1922): the chance of a table no likelier.

    Zero articles on either side give 1.

    >>> round(fisher(3, 3, 0, 3), 3), fisher(0, 0, 1, 3)
    (0.1, 1.0)
    """
    total, drawn = articles + other_articles, carrying + other_carrying
    if not articles or not other_articles:
        return 1.0

    def ways(count: int) -> int:
        return comb(articles, count) * comb(other_articles, drawn - count)

    observed = ways(carrying)
    range_ = range(max(0, drawn - other_articles), min(drawn, articles) + 1)
    return sum(ways(count) for count in range_ if ways(count) <= observed) / comb(total, drawn)
