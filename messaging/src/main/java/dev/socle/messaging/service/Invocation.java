package dev.socle.messaging.service;

import dev.socle.messaging.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method, as filters see it.
 *
 * <p><b>Threading:</b> immutable, as far as its arguments are.
 */
public final class Invocation {

    private final ServiceMethod method;
    private final Object request;
    private final @Nullable Session session;

    Invocation(ServiceMethod method, Object request, @Nullable Session session) {
        this.method = method;
        this.request = request;
        this.session = session;
    }

    /** What is called. */
    public ServiceMethod method() {
        return method;
    }

    /** An argument, counted from 0; of a channel the publisher of its messages. */
    public Object argument(int index) {
        return switch (method.parameterTypes().size()) {
            case 0 -> throw new IndexOutOfBoundsException(method + " has no parameters");
            case 1 -> List.of(request).get(index);
            default -> ((Object[]) request)[index];
        };
    }

    /** All arguments, in their order. */
    public List<Object> arguments() {
        return switch (method.parameterTypes().size()) {
            case 0 -> List.of();
            case 1 -> List.of(request);
            default -> List.of((Object[]) request);
        };
    }

    /** On a router the session of the requester: who asks, and the way to ask back. On a proxy null. */
    public @Nullable Session session() {
        return session;
    }

    /** The message: the only argument, an array of several, or a mark for none. */
    Object request() {
        return request;
    }
}
