package dev.socle.messaging.service;

/** How a method gives its result, as its return type says. */
public enum Style {
    /** A {@code Mono}, {@code Flux} or {@code Publisher}: nothing happens before it is subscribed. */
    REACTIVE,
    /** A {@code CompletionStage} or {@code CompletableFuture}: it happens at once, and nobody waits. */
    STAGE,
    /** A plain value or {@code void}: the caller waits; the implementation runs on a thread that may wait. */
    BLOCKING
}
