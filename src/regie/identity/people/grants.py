"""What every statement about who somebody is asks of their roles: fragments of SQL."""

from __future__ import annotations

from typing import Final

JOIN_GRANTS: Final = """
    LEFT JOIN LATERAL (
        SELECT array_agg(g.role ORDER BY g.id) AS roles,
            array_agg(place.path ORDER BY g.id) AS paths,
            bool_or(policy.role IS NOT NULL) AS wants_factor
        FROM identity.assignment AS g
        LEFT JOIN identity.place ON place.id = g.place_id
        LEFT JOIN identity.role_policy AS policy
            ON policy.tenant = p.tenant AND policy.role = g.role
        WHERE g.person_id = p.id
    ) AS a ON true
"""
"""Behind a person called p: roles and the paths of their places as `a.roles` and `a.paths`."""

MUST_SET_FACTOR: Final = """
    coalesce(a.wants_factor, false) AND NOT EXISTS (
        SELECT FROM identity.factor AS f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL
    )
"""
"""Whether one of these roles demands a second factor that p has not."""
