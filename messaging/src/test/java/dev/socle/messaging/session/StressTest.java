package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionOptions;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two peers that ask each other all four interactions at random, with random sizes, demand, cancellations, failures and
 * deadlines: each interaction is accounted for once on both sides, and nothing is left. {@code -Dsocle.seed} repeats
 * what was planned, though not which thread came first.
 */
@ExtendWith(BufferLeaks.class)
class StressTest {

    private static final int INTERACTIONS_MIN = 500;

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private int completed;
    private int failed;
    private int cancelled;
    private int late;

    @ParameterizedTest
    @EnumSource
    void everyInteractionEndsOnce(TestTransport transport) throws InterruptedException {
        run(transport, seed(), 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void everyInteractionOfAMinuteEndsOnce(TestTransport transport) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            run(transport, seed() + i, 6_000);
        }
    }

    private static long seed() {
        return Long.getLong("socle.seed", System.nanoTime());
    }

    private void run(TestTransport transport, long seed, long millis) throws InterruptedException {
        String run = transport + " -Dsocle.seed=" + seed;
        StressSide left = new StressSide(seed, 1, problems);
        StressSide right = new StressSide(seed, 2, problems);
        SessionOptions options = transport.with(options(new Random(seed)));
        try (SessionPair pair =
                SessionPair.open(transport.address(), options, RequestHandler.of(right), RequestHandler.of(left))) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            Thread other =
                    new Thread(() -> right.ask((SessionEngine) pair.server(), INTERACTIONS_MIN, until), "stress");
            other.start();
            left.ask((SessionEngine) pair.client(), INTERACTIONS_MIN, until);
            other.join();
            Soon.asserted(() -> assertThat(left.firstOpen(right) + right.firstOpen(left) + first(problems))
                    .as(run)
                    .isEmpty());
            pair.assertNoStreams();
        }
        judge(left, right);
        judge(right, left);
        assertThat(problems).as(run).isEmpty();
        assertThat(completed).as(run).isGreaterThan(100);
        assertThat(failed).as(run).isPositive();
        assertThat(cancelled).as(run).isPositive();
        assertThat(late).as(run).isPositive();
    }

    private static String first(Queue<String> problems) {
        String first = problems.peek();
        return first == null ? "" : first;
    }

    private static SessionOptions options(Random random) {
        int high = (16 * 1024) << random.nextInt(5);
        return SessionOptions.defaults()
                .withConnection(ConnectionOptions.defaults().withOutbound(high / 4, high))
                .withLimits(SessionLimits.defaults()
                        .withFragmentLength(1024 << random.nextInt(7))
                        .withPullMax(1 << random.nextInt(9)));
    }

    private void judge(StressSide asking, StressSide answering) {
        for (StressSide.Asked one : asking.asked) {
            if (one.subscriber().isCancelled()) {
                cancelled++;
                continue;
            }
            String fault = fault(one, answering);
            if (fault != null) {
                problems.add(one + ": " + fault);
            }
        }
    }

    /** What is wrong with the end of an interaction that was not cancelled, or null. */
    private @Nullable String fault(StressSide.Asked one, StressSide answering) {
        StressPlan plan = one.plan();
        Throwable failure = one.subscriber().failure();
        if (!one.subscriber().hasEnded()) {
            return "has not ended";
        }
        if (failure == null) {
            completed++;
        } else if (!(failure instanceof InteractionException)) {
            return "failed otherwise than planned";
        } else if (isLate(failure)) {
            late++;
            return plan.deadlineMillis() > 0 ? null : "was late without a deadline";
        } else {
            failed++;
        }
        if (plan.interaction() == Interaction.REQUEST_CHANNEL) {
            return null; // the other side has a plan of its own
        }
        if (!answering.handled.containsKey(one.number())) {
            return "ended without being handled";
        }
        boolean forgets = plan.interaction() == Interaction.FIRE_AND_FORGET;
        boolean fails = !forgets && (plan.throwing() || plan.ending() == StressPlan.Ending.ERROR);
        int items = forgets || plan.throwing() ? 0 : plan.items();
        if (fails != (failure != null) || one.subscriber().received() != items) {
            return "expected " + items + " items, and " + (fails ? "a failure" : "completion");
        }
        return null;
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof InteractionException spoken && spoken.code() == ErrorCode.DEADLINE_EXCEEDED;
    }
}
