"""Which types a caller cannot spoil for the next one."""

from __future__ import annotations

from typing import Any, Final

import msgspec.inspect as shape

_PLAIN: Final = (
    shape.NoneType,
    shape.BoolType,
    shape.IntType,
    shape.FloatType,
    shape.StrType,
    shape.BytesType,
    shape.DateTimeType,
    shape.TimeType,
    shape.DateType,
    shape.TimeDeltaType,
    shape.UUIDType,
    shape.DecimalType,
    shape.EnumType,
    shape.LiteralType,
)


def is_immutable(kind: Any) -> bool:
    """Of a type that msgspec can decode. Containers count with what is in them; Any does not."""
    return _immutable(shape.type_info(kind), set())


def _immutable(info: shape.Type, seen: set[Any]) -> bool:
    match info:
        case shape.Metadata():
            return _immutable(info.type, seen)
        case shape.UnionType():
            parts = info.types
        case shape.VarTupleType() | shape.FrozenSetType():
            parts = (info.item_type,)
        case shape.TupleType():
            parts = info.item_types
        case shape.StructType() | shape.DataclassType() | shape.NamedTupleType():
            if not _frozen(info.cls):
                return False
            parts = () if info.cls in seen else tuple(field.type for field in info.fields)
            seen.add(info.cls)
        case _:
            return isinstance(info, _PLAIN)
    return all(_immutable(part, seen) for part in parts)


def _frozen(cls: Any) -> bool:
    """A Struct or a dataclass says so; a named tuple is."""
    if hasattr(cls, "__struct_config__"):
        return cls.__struct_config__.frozen
    return cls.__dataclass_params__.frozen if hasattr(cls, "__dataclass_params__") else True
