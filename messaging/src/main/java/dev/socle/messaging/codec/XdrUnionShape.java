package dev.socle.messaging.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record of a closed family, told by the int in front.
 *
 * <p><b>Source:</b> RFC 4506, section 4.15.
 */
final class XdrUnionShape extends XdrShape {

    private final String name;
    private final Map<Integer, Arm> byNumber = new TreeMap<>();
    private final Map<Class<?>, Arm> byClass = new HashMap<>();
    private @Nullable Arm other;

    /**
     * One record of the union.
     *
     * @param numbers of the discriminant; none for the record that stands for all others
     */
    record Arm(Class<?> type, XdrRecordShape shape, List<Integer> numbers) {}

    XdrUnionShape(String name, List<Arm> arms) {
        this.name = name;
        for (Arm arm : arms) {
            byClass.put(arm.type, arm);
            arm.numbers.forEach(number -> byNumber.put(number, arm));
            if (arm.numbers.isEmpty()) {
                other = arm;
            }
        }
    }

    @Override
    Object read(XdrReader in) {
        int number = in.readInt();
        Arm arm = arm(number);
        if (arm == null) {
            throw ValueFault.mismatch("has the discriminant " + number + " (expected: " + byNumber.keySet() + ")");
        }
        return arm.shape.readArm(in, number);
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        Arm arm = byClass.get(value.getClass());
        if (arm == null) {
            throw ValueFault.mismatch("is none of the records of " + name);
        }
        int number = arm.shape.discriminantOf(value, arm.numbers.isEmpty() ? 0 : arm.numbers.get(0));
        if (!arm.equals(arm(number))) {
            throw ValueFault.mismatch("has the discriminant " + number + ", which is not one of "
                    + arm.type.getSimpleName() + " in " + name);
        }
        out.writeInt(number);
        arm.shape.write(value, out);
    }

    @Override
    long bytesMin() {
        return 4;
    }

    @Override
    String expected() {
        return "union " + name;
    }

    private @Nullable Arm arm(int number) {
        Arm arm = byNumber.get(number);
        return arm == null ? other : arm;
    }
}
