package dev.socle.transport.channel;

import org.jspecify.annotations.Nullable;

/**
 * Whether this machine has an engine for its event loops.
 *
 * @param engine its name, as {@code socle.transport} takes it
 * @param isTakenByItself whether it is the one that is taken when none is asked for
 * @param whyNot why the machine does not have it, and what to do; null where it has
 */
public record EngineState(
        String engine, boolean isTakenByItself, @Nullable String whyNot) {}
