package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import java.io.Serializable;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Decides which types may be part of a contract, and makes their shapes.
 *
 * <p>Welcome are records, enums, sealed interfaces whose records have names, {@code List}, {@code Collection}, {@code
 * Set}, {@code Map}, {@code Optional}, arrays, text, numbers, booleans, bytes and the times, {@code UUID} and {@code
 * URI} of the JDK. Everything else is refused when the contract is registered: {@code Object}, {@code Serializable} and
 * {@code Comparable} could be anything, open interfaces need a class that the message would have to name, other classes
 * have states that no field shows.
 *
 * <p>A component must be there and not null, unless it is {@code Optional} or has an annotation named {@code Nullable};
 * elements of lists and values of maps are never null. {@code @JsonProperty} renames a field; {@code @JsonSubTypes} or
 * {@code @JsonTypeName} name the records of a sealed interface, {@code @JsonTypeInfo} names the field that tells them
 * apart, which is {@code type} otherwise.
 *
 * <p><b>Errors:</b> all faults of a type are found before any is told.
 */
public final class ContractScan {

    private static final int NESTING_MAX = 64;
    private static final Shape NONE = Scalars.require(boolean.class);

    private final TokenStreamFactory factory;
    private final boolean strict;
    private final Map<Key, Shape> shapes = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int nesting;

    private record Key(GenericType type, @Nullable String tag) {}

    ContractScan(TokenStreamFactory factory, boolean strict) {
        this.factory = factory;
        this.strict = strict;
    }

    /** All that keeps a type out of a contract, one line each; empty when nothing does. */
    public static List<String> faults(Type type) {
        ContractScan scan = new ContractScan(new JsonFactory(), false);
        scan.shape(type, Map.of(), TypeNames.simple(type));
        return List.copyOf(scan.faults);
    }

    /** The shape of a type, or all its faults. */
    Shape require(Type type) {
        Shape shape = shape(type, Map.of(), TypeNames.simple(type));
        if (!faults.isEmpty()) {
            throw new CodecException(
                    Reason.CONTRACT,
                    "type " + TypeNames.simple(type) + " cannot be part of a contract: " + String.join("; ", faults));
        }
        return shape;
    }

    private Shape shape(Type type, Map<TypeVariable<?>, GenericType> variables, String where) {
        GenericType resolved = GenericType.resolve(type, variables);
        return resolved == null
                ? fault(
                        where,
                        type.getTypeName() + " leaves open what it holds (expected: a type without ? or variables)")
                : shape(resolved, where);
    }

    private Shape shape(GenericType type, String where) {
        Shape scalar = Scalars.of(type.raw());
        if (scalar != null) {
            return scalar;
        }
        if (type.isRaw()) {
            return fault(where, "raw type " + type + " (expected: " + type + "<…> with the types that it holds)");
        }
        if (++nesting > NESTING_MAX) {
            nesting = 0;
            return fault(where, "types inside types without end (at most " + NESTING_MAX + ")");
        }
        Shape shape = composed(type, where);
        nesting--;
        return shape;
    }

    private Shape composed(GenericType type, String where) {
        Class<?> raw = type.raw();
        if (raw.isArray() || raw == List.class || raw == Collection.class || raw == Set.class) {
            return new ListShape(raw, shape(type.arguments().get(0), where));
        }
        if (raw == Map.class) {
            return new MapShape(
                    key(type.arguments().get(0).raw(), where),
                    shape(type.arguments().get(1), where));
        }
        if (raw == Optional.class) {
            return new OptionalShape(shape(type.arguments().get(0), where));
        }
        if (raw.isEnum()) {
            return shapes.computeIfAbsent(new Key(type, null), key -> new EnumShape(raw));
        }
        if (raw.isRecord()) {
            return named(type, null, () -> record(type, null));
        }
        if (raw.isInterface() && raw.isSealed()) {
            return named(type, null, () -> union(type));
        }
        return fault(where, refusal(raw));
    }

    /** Makes a named type's shape once; met again while it is being made, it stands for itself. */
    private Shape named(GenericType type, @Nullable String tag, Supplier<Shape> making) {
        Key key = new Key(type, tag);
        Shape known = shapes.get(key);
        if (known != null) {
            return known;
        }
        LaterShape later = new LaterShape(type.toString());
        shapes.put(key, later);
        Shape made = making.get();
        later.resolve(made);
        shapes.put(key, made);
        return made;
    }

    private Shape record(GenericType type, @Nullable String tag) {
        faultOf(type.toString(), ContractAnnotations.fault(type.raw()));
        List<RecordShape.Component> components = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        if (tag != null) {
            names.put(tag, "the field that tells the records of its interface apart");
        }
        for (RecordComponent component : type.raw().getRecordComponents()) {
            String where = type + "." + component.getName();
            String name = ContractAnnotations.fieldName(component);
            String other = names.put(name, component.getName());
            if (other != null) {
                fault(where, "its field has the name \"" + name + "\" of " + other);
            }
            components.add(component(type, component, name, where));
        }
        Constructor<?> constructor = constructor(type);
        return constructor == null
                ? NONE
                : new RecordShape(type.toString(), constructor, components, tag, factory, strict);
    }

    private RecordShape.Component component(GenericType owner, RecordComponent component, String name, String where) {
        faultOf(where, ContractAnnotations.fault(component.getAccessor()));
        Shape shape = shape(component.getGenericType(), owner.variables(), where);
        if (ContractAnnotations.hasNullableInside(component.getAnnotatedType())) {
            fault(where, "@Nullable inside (expected: elements and values of maps that are never null)");
        }
        boolean nullable = ContractAnnotations.isNullable(component);
        if (nullable && component.getType().isPrimitive()) {
            fault(where, "a primitive cannot be null");
        }
        Object absent = component.getType() == Optional.class ? Optional.empty() : null;
        Method accessor = component.getAccessor();
        open(where, accessor);
        return new RecordShape.Component(
                name, new SerializedString(name), shape, accessor, nullable || absent != null, absent);
    }

    private @Nullable Constructor<?> constructor(GenericType type) {
        Constructor<?> constructor = RecordMembers.constructor(type.raw());
        return open(type.toString(), constructor) ? constructor : null;
    }

    private Shape union(GenericType type) {
        faultOf(type.toString(), ContractAnnotations.fault(type.raw()));
        String tag = ContractAnnotations.tag(type.raw());
        Map<String, RecordShape> byName = new LinkedHashMap<>();
        Map<Class<?>, String> names = new HashMap<>();
        for (Class<?> permitted : type.raw().getPermittedSubclasses()) {
            String where = type + ", " + permitted.getSimpleName();
            String name = ContractAnnotations.nameWithin(type.raw(), permitted);
            if (!permitted.isRecord() || permitted.getTypeParameters().length > 0) {
                fault(where, "is no record without type variables");
            } else if (name == null) {
                fault(where, "has no name (expected: @JsonSubTypes on the interface, or @JsonTypeName)");
            } else if (byName.containsKey(name)) {
                fault(where, "has the name \"" + name + "\" of another one");
            } else {
                names.put(permitted, name);
                GenericType each = new GenericType(permitted, List.of());
                if (record(each, tag) instanceof RecordShape shape) {
                    byName.put(name, shape);
                }
            }
        }
        return new UnionShape(type.toString(), tag, byName, names);
    }

    private Function<String, ?> key(Class<?> raw, String where) {
        if (raw == String.class) {
            return Function.identity();
        }
        if (raw == Integer.class) {
            return Integer::valueOf;
        }
        if (raw == Long.class) {
            return Long::valueOf;
        }
        if (raw == UUID.class) {
            return Scalars::uuid;
        }
        if (raw.isEnum()) {
            return new EnumShape(raw)::requireConstant;
        }
        fault(where, raw.getSimpleName() + " as a key (expected: String, Integer, Long, UUID or an enum)");
        return Function.identity();
    }

    private static String refusal(Class<?> raw) {
        String name = raw.getSimpleName();
        if (raw == Object.class || raw == Serializable.class || raw == Comparable.class) {
            return name + " can be anything (expected: a record, or a sealed interface of records with names)";
        }
        if (raw.isInterface()) {
            return "interface " + name + " is open (expected: sealed, with records that have names)";
        }
        return "class " + name + " is no record, enum or standard value";
    }

    private boolean open(String where, AccessibleObject member) {
        try {
            member.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException e) {
            fault(where, "is not accessible (expected: its module opens the package)");
            return false;
        }
    }

    private Shape fault(String where, String what) {
        faultOf(where, what);
        return NONE;
    }

    private void faultOf(String where, @Nullable String what) {
        if (what != null && !faults.contains(where + ": " + what)) {
            faults.add(where + ": " + what);
        }
    }
}
