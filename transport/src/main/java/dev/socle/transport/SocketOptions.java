package dev.socle.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of sockets with the values that they shall have. What is not set stays as the system, or the transport, has it.
 *
 * <p>A listener takes its own from among them when it is bound, and the rest for each connection that it accepts.
 * <p><b>Threading:</b> immutable.
 * <p><b>Errors:</b> a transport refuses, by name and with the reason, what its engine or this system cannot do, and what
 * the kind of socket does not have: nothing is silently left out.
 */
public final class SocketOptions {

    private static final SocketOptions NONE = new SocketOptions(Map.of());

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /** No options. */
    public static SocketOptions none() {
        return NONE;
    }

    /**
     * A copy in which an option has a value.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} for a value that the option cannot have.
     */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(option, option.require(value));
        return new SocketOptions(more);
    }

    /** The options that are set, in the order in which they were. */
    public Set<SocketOption<?>> set() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The value of an option, or null when it is not set. */
    public <T> @Nullable T value(SocketOption<T> option) {
        return option.type().cast(values.get(option));
    }

    /** The value of an option, or another when it is not set. */
    public <T> T value(SocketOption<T> option, T otherwise) {
        T value = value(option);
        return value == null ? otherwise : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SocketOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
