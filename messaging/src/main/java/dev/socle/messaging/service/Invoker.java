package dev.socle.messaging.service;

import org.reactivestreams.Publisher;

/**
 * Makes a call happen, or stands in front of one that does.
 *
 * <p><b>Threading:</b> on a proxy the caller's thread; on a router the connection's event loop: must not block.
 * <p>Of one answer the publisher gives one value at most; of a method without a result none.
 *
 * <p><b>Errors:</b> what it throws, or its publisher signals, ends the call; an
 * {@link dev.socle.messaging.session.InteractionException} reaches the requester as it is.
 */
@FunctionalInterface
public interface Invoker {

    /**
     * Called once for a call of a method; the answer may be subscribed later, never, or (on a proxy) many times.
     *
     * <p><b>Ownership:</b> who does not pass an invocation on releases the buffers among its arguments.
     */
    Publisher<?> invoke(Invocation invocation);
}
