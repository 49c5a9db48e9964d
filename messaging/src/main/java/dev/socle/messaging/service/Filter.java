package dev.socle.messaging.service;

/**
 * Work around the calls of services, on either side: counting, checking, answering from a cache. The filter that was
 * added first stands outermost.
 *
 * <p>Filters are asked once for each method, when a router or proxy is made; a call then passes through the invokers
 * that they gave, and costs nothing else.
 */
@FunctionalInterface
public interface Filter {

    /** The invoker to use for a method: {@code next} itself where the filter has nothing to do with it. */
    Invoker wrap(ServiceMethod method, Invoker next);
}
