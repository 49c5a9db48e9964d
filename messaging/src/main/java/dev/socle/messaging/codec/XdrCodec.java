package dev.socle.messaging.codec;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code application/vnd.socle.xdr}: the external data representation of ONC RPC, in which nothing has a name and both
 * sides must know the type. XDR has no registered MIME type, so the name is one of a vendor's.
 *
 * <p>Records are structs, sealed interfaces are discriminated unions, {@code Optional} and {@code @Nullable} are optional
 * data, {@code byte[]} is opaque; {@link XdrUnsigned}, {@link XdrFixed}, {@link XdrMax}, {@link XdrLinked}, {@link
 * XdrValue}, {@link XdrCase}, {@link XdrDefault} and {@link XdrDiscriminant} say what Java cannot. There is no quadruple,
 * as Java has none. What was written is the only way to write it, and nothing else is read.
 *
 * <p><b>Threading:</b> immutable.
 * <p><b>Limits:</b> of {@link CodecLimits} the bytes of a message, its depth, and its elements, structs and unions
 * together as tokens, but for single numbers, text and bytes.
 * <p><b>Source:</b> RFC 4506.
 */
public final class XdrCodec implements Codec {

    private final CodecLimits limits;

    private XdrCodec(CodecLimits limits) {
        this.limits = limits;
    }

    /** XDR with these limits. */
    public static XdrCodec of(CodecLimits limits) {
        return new XdrCodec(limits);
    }

    @Override
    public MimeType mimeType() {
        return MimeType.XDR;
    }

    @Override
    public <T> ValueCodec<T> of(Type type) {
        return one(XdrType.of(type), TypeNames.simple(type));
    }

    /** As {@link #of(Type)}, but what annotations say about the type itself is heard too. */
    public <T> ValueCodec<T> of(AnnotatedType type) {
        return one(XdrType.of(type), TypeNames.simple(type.getType()));
    }

    /** Reads and writes several values, one after the other; errors as for one. */
    public ValueCodec<Object[]> ofAll(List<? extends Type> types) {
        return all(types, XdrType::of, TypeNames::simple);
    }

    /** As {@link #ofAll}, but what annotations say about the types themselves is heard too. */
    public ValueCodec<Object[]> ofAllAnnotated(List<? extends AnnotatedType> types) {
        return all(types, XdrType::of, type -> TypeNames.simple(type.getType()));
    }

    private <T> ValueCodec<T> one(@Nullable XdrType type, String name) {
        XdrScan scan = new XdrScan();
        XdrShape shape = scan.shape(type, name);
        scan.throwIfFaulty("type " + name);
        return new XdrValueCodec<>(shape, name, limits);
    }

    private <S> ValueCodec<Object[]> all(
            List<? extends S> types, Function<S, @Nullable XdrType> typeOf, Function<S, String> nameOf) {
        XdrScan scan = new XdrScan();
        List<XdrShape> shapes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (S type : types) {
            names.add(nameOf.apply(type));
            shapes.add(scan.shape(typeOf.apply(type), nameOf.apply(type)));
        }
        String name = names.isEmpty() ? "nothing" : String.join(", ", names);
        scan.throwIfFaulty("types " + name);
        return new XdrValueCodec<>(new XdrTupleShape(shapes), name, limits);
    }
}
