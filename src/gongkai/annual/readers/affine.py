"""Affine maps of the plane, as page formats write them: (a, b, c, d, e, f) takes (x, y) to (ax+cy+e, bx+dy+f)."""

from __future__ import annotations

Affine = tuple[float, float, float, float, float, float]
IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def compose(outer: Affine, inner: Affine) -> Affine:
    """Return the map that applies `inner` first."""
    oa, ob, oc, od, oe, of = outer
    a, b, c, d, e, f = inner
    return (
        oa * a + oc * b,
        ob * a + od * b,
        oa * c + oc * d,
        ob * c + od * d,
        oa * e + oc * f + oe,
        ob * e + od * f + of,
    )


def apply(affine: Affine, x: float, y: float) -> tuple[float, float]:
    """Return where a point goes."""
    a, b, c, d, e, f = affine
    return a * x + c * y + e, b * x + d * y + f
