package dev.socle.messaging.codec;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and booleans, of one length each.
 *
 * <p><b>Source:</b> RFC 4506, sections 4.1 to 4.7.
 */
final class XdrScalar extends XdrShape {

    private static final long UNSIGNED_INT_MAX = 0xFFFF_FFFFL;

    private static final XdrScalar INT =
            of("int", 4, XdrReader::readInt, (value, out) -> out.writeInt((Integer) value));
    private static final XdrScalar UNSIGNED_INT =
            of("unsigned int", 4, in -> in.readInt() & UNSIGNED_INT_MAX, XdrScalar::writeUnsignedInt);
    private static final XdrScalar HYPER =
            of("hyper", 8, XdrReader::readLong, (value, out) -> out.writeLong((Long) value));
    private static final XdrScalar UNSIGNED_HYPER =
            of("unsigned hyper", 8, XdrScalar::readUnsignedHyper, XdrScalar::writeUnsignedHyper);
    private static final XdrScalar BOOL =
            of("bool", 4, XdrReader::readBoolean, (value, out) -> out.writeBoolean((Boolean) value));
    // Raw bits, so that a NaN comes out as it went in.
    private static final XdrScalar FLOAT = of(
            "float",
            4,
            in -> Float.intBitsToFloat(in.readInt()),
            (value, out) -> out.writeInt(Float.floatToRawIntBits((Float) value)));
    private static final XdrScalar DOUBLE = of(
            "double",
            8,
            in -> Double.longBitsToDouble(in.readLong()),
            (value, out) -> out.writeLong(Double.doubleToRawLongBits((Double) value)));

    private static final Map<Class<?>, XdrScalar> SIGNED = Map.ofEntries(
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, HYPER),
            Map.entry(Long.class, HYPER),
            Map.entry(boolean.class, BOOL),
            Map.entry(Boolean.class, BOOL),
            Map.entry(float.class, FLOAT),
            Map.entry(Float.class, FLOAT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE));

    private static final Map<Class<?>, XdrScalar> UNSIGNED =
            Map.of(long.class, UNSIGNED_INT, Long.class, UNSIGNED_INT, BigInteger.class, UNSIGNED_HYPER);

    private final String name;
    private final int bytes;
    private final Function<XdrReader, Object> reading;
    private final BiConsumer<Object, XdrWriter> writing;

    private XdrScalar(
            String name, int bytes, Function<XdrReader, Object> reading, BiConsumer<Object, XdrWriter> writing) {
        this.name = name;
        this.bytes = bytes;
        this.reading = reading;
        this.writing = writing;
    }

    /** The shape of a number or boolean, or null for anything else. */
    static @Nullable XdrShape of(XdrType type) {
        return type.isUnsigned() ? UNSIGNED.get(type.raw()) : SIGNED.get(type.raw());
    }

    private static XdrScalar of(
            String name, int bytes, Function<XdrReader, Object> reading, BiConsumer<Object, XdrWriter> writing) {
        return new XdrScalar(name, bytes, reading, writing);
    }

    @Override
    Object read(XdrReader in) {
        return reading.apply(in);
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        writing.accept(value, out);
    }

    @Override
    long bytesMin() {
        return bytes;
    }

    @Override
    String expected() {
        return name;
    }

    private static void writeUnsignedInt(Object value, XdrWriter out) {
        long number = (Long) value;
        if (number < 0 || number > UNSIGNED_INT_MAX) {
            throw ValueFault.mismatch("is no unsigned int (expected: 0 to " + UNSIGNED_INT_MAX + ")");
        }
        out.writeInt((int) number);
    }

    private static Object readUnsignedHyper(XdrReader in) {
        long bits = in.readLong();
        BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? low.setBit(63) : low;
    }

    private static void writeUnsignedHyper(Object value, XdrWriter out) {
        BigInteger number = (BigInteger) value;
        if (number.signum() < 0 || number.bitLength() > 64) {
            throw ValueFault.mismatch("is no unsigned hyper (expected: 0 to 18446744073709551615)");
        }
        out.writeLong(number.longValue());
    }
}
