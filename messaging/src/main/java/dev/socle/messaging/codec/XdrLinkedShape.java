package dev.socle.messaging.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as C links it: true before each element, false behind the last.
 *
 * <p><b>Source:</b> RFC 4506, section 4.19.
 */
final class XdrLinkedShape extends XdrShape {

    private final XdrShape element;
    private final int max;

    XdrLinkedShape(XdrShape element, int max) {
        this.element = element;
        this.max = max;
    }

    @Override
    Object read(XdrReader in) {
        List<@Nullable Object> values = new ArrayList<>();
        in.enter();
        while (in.readBoolean()) {
            if (values.size() == max) {
                throw XdrReader.limit("more elements", "its maximum", max);
            }
            in.begin(1, element.bytesMin());
            try {
                values.add(element.read(in));
            } catch (ValueFault e) {
                throw e.in(values.size());
            }
        }
        in.leave();
        return Collections.unmodifiableList(values);
    }

    @Override
    void writeValue(Object value, XdrWriter out) {
        List<?> values = (List<?>) value;
        if (values.size() > max) {
            throw XdrReader.limit(values.size() + " elements", "its maximum", max);
        }
        out.begin(values.size());
        out.enter();
        for (int i = 0; i < values.size(); i++) {
            out.writeBoolean(true);
            try {
                element.write(values.get(i), out);
            } catch (ValueFault e) {
                throw e.in(i);
            }
        }
        out.leave();
        out.writeBoolean(false);
    }

    @Override
    long bytesMin() {
        return 4;
    }

    @Override
    String expected() {
        return "list";
    }
}
