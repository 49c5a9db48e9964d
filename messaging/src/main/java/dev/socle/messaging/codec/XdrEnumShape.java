package dev.socle.messaging.codec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A constant by its number.
 *
 * <p><b>Source:</b> RFC 4506, section 4.3.
 */
final class XdrEnumShape extends XdrShape {

    private static final int SHOWN_MAX = 8;

    private final String name;
    private final Map<Integer, Enum<?>> constants = new LinkedHashMap<>();
    private final Map<Enum<?>, Integer> numbers = new HashMap<>();

    /** The shape of an enum; what is wrong with its numbers is added to the faults. */
    XdrEnumShape(Class<?> type, List<String> faults) {
        name = type.getSimpleName();
        int numbered = 0;
        Object[] all = type.getEnumConstants();
        for (int i = 0; i < all.length; i++) {
            Enum<?> constant = (Enum<?>) all[i];
            XdrValue value = value(constant);
            numbered += value == null ? 0 : 1;
            int number = value == null ? i : value.value();
            numbers.put(constant, number);
            Enum<?> other = constants.putIfAbsent(number, constant);
            if (other != null) {
                faults.add(name + "." + constant.name() + ": has the number " + number + " of " + other.name());
            }
        }
        if (numbered != 0 && numbered != numbers.size()) {
            faults.add(name + ": " + numbered + " of " + numbers.size()
                    + " constants have @XdrValue (expected: all or none)");
        }
    }

    /** The constant of a number. */
    Enum<?> constant(int number) {
        Enum<?> constant = constants.get(number);
        if (constant == null) {
            throw ValueFault.mismatch("is " + number + ", which no constant has (expected: " + expected() + ")");
        }
        return constant;
    }

    /** The number of a constant. */
    int number(Object constant) {
        Integer number = numbers.get(constant);
        if (number == null) {
            throw new IllegalStateException("a constant of another enum");
        }
        return number;
    }

    @Override
    Object read(XdrReader in) {
        return constant(in.readInt());
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        out.writeInt(number(value));
    }

    @Override
    long bytesMin() {
        return 4;
    }

    @Override
    String expected() {
        String shown = constants.entrySet().stream()
                .limit(SHOWN_MAX)
                .map(each -> each.getValue().name() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return name + ": " + shown + (constants.size() > SHOWN_MAX ? ", …" : "");
    }

    private static @Nullable XdrValue value(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(XdrValue.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a constant without its field", e);
        }
    }
}
