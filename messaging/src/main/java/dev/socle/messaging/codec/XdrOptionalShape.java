package dev.socle.messaging.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be missing, as {@code Optional} or null: true and the value, or false.
 *
 * <p><b>Source:</b> RFC 4506, section 4.19.
 */
final class XdrOptionalShape extends XdrShape {

    private final XdrShape content;
    private final boolean isNullable;

    /** Of a component that may be null, or of an {@code Optional}. */
    XdrOptionalShape(XdrShape content, boolean isNullable) {
        this.content = content;
        this.isNullable = isNullable;
    }

    @Override
    @Nullable
    Object read(XdrReader in) {
        Object value = null;
        if (in.readBoolean()) {
            in.enter();
            value = content.read(in);
            in.leave();
        }
        return isNullable ? value : Optional.ofNullable(value);
    }

    @Override
    void write(@Nullable Object value, XdrWriter out) {
        if (value == null && isNullable) {
            out.writeBoolean(false);
        } else {
            super.write(value, out);
        }
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        Object present = isNullable ? value : ((Optional<?>) value).orElse(null);
        out.writeBoolean(present != null);
        if (present != null) {
            out.enter();
            content.write(present, out);
            out.leave();
        }
    }

    @Override
    long bytesMin() {
        return 4;
    }

    @Override
    String expected() {
        return "optional " + content.expected();
    }
}
