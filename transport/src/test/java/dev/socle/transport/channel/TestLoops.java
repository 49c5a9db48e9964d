package dev.socle.transport.channel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Loops for tests, by engine. */
public final class TestLoops {

    private static final int THREADS = 2;
    private static final Map<Engine, Loops> MADE = new ConcurrentHashMap<>();

    private TestLoops() {}

    /** Two loops on an engine, the same for all tests; where the machine does not have it, the test is skipped. */
    public static Loops of(String engine) {
        Engine wanted = Engine.valueOf(engine.toUpperCase(Locale.ROOT));
        String whyNot = wanted.whyNot();
        assumeTrue(whyNot == null, "no " + engine + " here: " + whyNot);
        return MADE.computeIfAbsent(wanted, first -> Loops.of(engine, THREADS));
    }
}
