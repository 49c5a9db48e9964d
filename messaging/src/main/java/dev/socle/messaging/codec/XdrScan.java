package dev.socle.messaging.codec;

import dev.socle.messaging.codec.CodecException.Reason;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which types XDR can carry, and makes their shapes.
 *
 * <p><b>Errors:</b> all faults of a type are found before any is told.
 */
final class XdrScan {

    private static final int NESTING_MAX = 64;
    private static final XdrShape NONE = new XdrTextShape(0);

    private final Map<Class<?>, XdrShape> named = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    /** Records being made of which every value holds one of the type at hand. */
    private Set<Class<?>> enclosing = new HashSet<>();

    private int nesting;

    /** The shape of a type that may be null when it leaves open what it holds; what is wrong becomes a fault. */
    XdrShape shape(@Nullable XdrType type, String where) {
        if (type == null) {
            return fault(where, "leaves open what it holds (expected: a type without ? or variables)");
        }
        String wrong = type.fault();
        if (wrong != null) {
            return fault(where, wrong);
        }
        XdrShape scalar = XdrScalar.of(type);
        if (scalar != null) {
            return scalar;
        }
        if (++nesting > NESTING_MAX) {
            nesting = 0;
            return fault(where, "types inside types without end (at most " + NESTING_MAX + ")");
        }
        XdrShape shape = composed(type, where);
        nesting--;
        return shape;
    }

    /** Ends the scan. */
    void throwIfFaulty(String what) {
        if (!faults.isEmpty()) {
            throw new CodecException(Reason.CONTRACT, what + " cannot be carried by XDR: " + String.join("; ", faults));
        }
    }

    private XdrShape composed(XdrType type, String where) {
        Class<?> raw = type.raw();
        int count = type.isFixed() ? type.fixed() : type.maxOrAll();
        if (raw == String.class) {
            return new XdrTextShape(count);
        }
        if (raw == byte[].class) {
            String wrong = type.arguments().get(0).fault();
            return wrong != null ? fault(where, wrong) : new XdrOpaqueShape(type.isFixed(), count);
        }
        if (raw.getTypeParameters().length > 0 && (raw != List.class && raw != Optional.class)) {
            return fault(where, refusal(raw));
        }
        if (raw.getTypeParameters().length > type.arguments().size()) {
            return fault(where, "raw type " + raw.getSimpleName() + " (expected: the type that it holds)");
        }
        if (raw == Optional.class) {
            return new XdrOptionalShape(apart(() -> shape(type.arguments().get(0), where)), false);
        }
        if (raw == List.class || raw.isArray()) {
            return array(type, count, where);
        }
        if (raw.isEnum()) {
            return named.computeIfAbsent(raw, key -> new XdrEnumShape(raw, faults));
        }
        if (raw.isRecord()) {
            return enclosing.contains(raw) ? endless(where) : once(raw, () -> record(raw));
        }
        if (raw.isInterface() && raw.isSealed()) {
            return once(raw, () -> apart(() -> union(raw)));
        }
        return fault(where, refusal(raw));
    }

    private XdrShape array(XdrType type, int count, String where) {
        XdrType element = type.arguments().get(0);
        Class<?> component = type.raw().isArray() ? element.raw() : null;
        if (type.isFixed()) {
            return new XdrArrayShape(shape(element, where), component, true, count);
        }
        XdrShape shape = apart(() -> shape(element, where));
        return type.isLinked() ? new XdrLinkedShape(shape, count) : new XdrArrayShape(shape, component, false, count);
    }

    /** Makes the shape of something that a value need not hold, so that it may be of an enclosing type again. */
    private XdrShape apart(Supplier<XdrShape> making) {
        Set<Class<?>> outer = enclosing;
        enclosing = new HashSet<>();
        XdrShape made = making.get();
        enclosing = outer;
        return made;
    }

    /** Makes a type's shape once; met again while it is being made, it stands for itself. */
    private XdrShape once(Class<?> raw, Supplier<XdrShape> making) {
        XdrShape known = named.get(raw);
        if (known != null) {
            return known;
        }
        XdrLaterShape later = new XdrLaterShape(raw.getSimpleName());
        named.put(raw, later);
        XdrShape made = making.get();
        later.resolve(made);
        named.put(raw, made);
        return made;
    }

    private XdrShape record(Class<?> raw) {
        enclosing.add(raw);
        List<XdrRecordShape.Component> components = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            components.add(component(component, raw.getSimpleName() + "." + component.getName()));
        }
        enclosing.remove(raw);
        Constructor<?> constructor = constructor(raw);
        return constructor == null ? NONE : new XdrRecordShape(raw.getSimpleName(), constructor, components);
    }

    private XdrRecordShape.Component component(RecordComponent component, String where) {
        XdrType type = XdrType.of(component.getAnnotatedType());
        boolean isNullable = ContractAnnotations.isNullable(component);
        if (ContractAnnotations.hasNullableInside(component.getAnnotatedType())) {
            fault(where, "@Nullable inside (expected: Optional, where an element may be missing)");
        }
        if (isNullable && component.getType().isPrimitive()) {
            fault(where, "a primitive cannot be null");
        }
        XdrShape shape = isNullable ? new XdrOptionalShape(apart(() -> shape(type, where)), true) : shape(type, where);
        boolean isDiscriminant = component.isAnnotationPresent(XdrDiscriminant.class);
        if (isDiscriminant && (isNullable || (!component.getType().isEnum() && component.getType() != int.class))) {
            fault(where, "@XdrDiscriminant on " + component.getType().getSimpleName() + " (expected: int or an enum)");
        }
        open(where, component.getAccessor());
        return new XdrRecordShape.Component(component.getName(), shape, component.getAccessor(), isDiscriminant);
    }

    private @Nullable Constructor<?> constructor(Class<?> raw) {
        Constructor<?> constructor = RecordMembers.constructor(raw);
        return open(raw.getSimpleName(), constructor) ? constructor : null;
    }

    private XdrShape union(Class<?> raw) {
        List<XdrUnionShape.Arm> arms = new ArrayList<>();
        Map<Integer, Class<?>> taken = new HashMap<>();
        boolean hasDefault = false;
        for (Class<?> permitted : raw.getPermittedSubclasses()) {
            String where = raw.getSimpleName() + ", " + permitted.getSimpleName();
            boolean isDefault = permitted.isAnnotationPresent(XdrDefault.class);
            XdrCase numbers = permitted.getAnnotation(XdrCase.class);
            if (!permitted.isRecord() || permitted.getTypeParameters().length > 0) {
                fault(where, "is no record without type variables");
            } else if (isDefault == (numbers != null) || (numbers != null && numbers.value().length == 0)) {
                fault(where, "says not for what it stands (expected: either @XdrCase with numbers, or @XdrDefault)");
            } else if (isDefault && hasDefault) {
                fault(where, "is a second @XdrDefault");
            } else {
                hasDefault |= isDefault;
                List<Integer> list = numbers == null
                        ? List.of()
                        : Arrays.stream(numbers.value()).boxed().toList();
                noteTaken(taken, list, permitted, where);
                addArm(arms, permitted, list, where);
            }
        }
        return new XdrUnionShape(raw.getSimpleName(), arms);
    }

    private void noteTaken(Map<Integer, Class<?>> taken, List<Integer> numbers, Class<?> type, String where) {
        for (Integer number : numbers) {
            Class<?> other = taken.put(number, type);
            if (other != null) {
                fault(where, "has the number " + number + " of " + other.getSimpleName());
            }
        }
    }

    private void addArm(List<XdrUnionShape.Arm> arms, Class<?> type, List<Integer> numbers, String where) {
        if (record(type) instanceof XdrRecordShape shape) {
            if (numbers.size() != 1 && !shape.hasDiscriminant()) {
                fault(where, "stands for several numbers (expected: a component with @XdrDiscriminant)");
            }
            arms.add(new XdrUnionShape.Arm(type, shape, numbers));
        }
    }

    private XdrShape endless(String where) {
        return fault(where, "contains itself, so no value ends (expected: @Nullable, Optional or List in between)");
    }

    private static String refusal(Class<?> raw) {
        String name = raw.getSimpleName();
        if (raw == short.class || raw == Short.class || raw == byte.class || raw == Byte.class || raw == char.class) {
            return name + " is shorter than anything in XDR (expected: int, which C sends for it)";
        }
        if (raw == BigDecimal.class) {
            return "BigDecimal is no quadruple: it lacks infinity and NaN, and holds numbers that quadruple does not"
                    + " (expected: double, or String)";
        }
        if (raw == BigInteger.class) {
            return "BigInteger can be of any length (expected: @XdrUnsigned, for an unsigned hyper)";
        }
        if (Map.class.isAssignableFrom(raw)) {
            return name + " is nothing in XDR (expected: a List of records with a key and a value)";
        }
        if (Iterable.class.isAssignableFrom(raw)) {
            return name + " is nothing in XDR (expected: List)";
        }
        if (raw.isRecord()) {
            return "record " + name + " has type variables, a struct has none";
        }
        if (raw.isInterface()) {
            return "interface " + name + " is open (expected: sealed, with records that have @XdrCase)";
        }
        return "class " + name + " is no record, enum or value of XDR";
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

    private XdrShape fault(String where, String what) {
        if (!faults.contains(where + ": " + what)) {
            faults.add(where + ": " + what);
        }
        return NONE;
    }
}
