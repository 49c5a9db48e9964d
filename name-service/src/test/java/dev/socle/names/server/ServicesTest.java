package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.names.Snapshot;
import dev.socle.names.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class ServicesTest {

    private final CoreHarness registry = new CoreHarness();

    @Test
    void watcherHearsThePresentStateAtOnce() {
        registry.register("orders", "a", 1);
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        assertThat(watcher.seen).hasSize(1);
        assertThat(watcher.seen.get(0).endpoints()).hasSize(1);
    }

    @Test
    void watcherOfAnUnknownServiceHearsThatItIsEmpty() {
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        assertThat(watcher.seen).hasSize(1);
        assertThat(watcher.seen.get(0).endpoints()).isEmpty();
        registry.pass(100);
        registry.register("orders", "a", 1);
        assertThat(watcher.seen).hasSize(2);
    }

    @Test
    void watcherOfAQuietServiceIsNotWoken() {
        registry.register("quiet", "a", 1);
        Watcher watcher = watch("quiet", Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            registry.register("busy", "i" + i, 1);
            registry.pass(100);
            registry.renew("quiet", "a", 1);
        }
        assertThat(watcher.seen).hasSize(1);
    }

    @Test
    void slowWatcherSeesTheNewestOnly() {
        Watcher watcher = watch("orders", 1);
        for (int i = 0; i < 50; i++) {
            registry.register("orders", "i" + i, 1);
            registry.pass(100);
        }
        assertThat(watcher.seen).hasSize(1);
        watcher.request(5);
        assertThat(watcher.seen).hasSize(2);
        assertThat(watcher.seen.get(1).endpoints()).hasSize(50);
    }

    @Test
    void flappingInstanceIsToldOfTenTimesASecondAtMost() {
        registry.register("orders", "steady", 1);
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            registry.register("orders", "a", 1);
            registry.time.advanceMillis(5);
            registry.deregister("orders", "a", 1);
            registry.time.advanceMillis(5);
            if (i % 10 == 9) {
                registry.core.tick();
            }
        }
        registry.pass(500);
        assertThat(watcher.seen).hasSizeBetween(20, 103);
        assertThat(watcher.seen.get(watcher.seen.size() - 1).endpoints()).hasSize(1);
    }

    @Test
    void whatLapsesInOneBeatIsToldInOneSnapshot() {
        registry.register("orders", "steady", 1);
        for (int i = 0; i < 5; i++) {
            registry.register("orders", "i" + i, 1);
        }
        registry.pass(CoreHarness.TTL / 2);
        registry.renew("orders", "steady", 1);
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        registry.pass(CoreHarness.TTL * 3 / 4);
        assertThat(watcher.seen)
                .extracting(snapshot -> snapshot.endpoints().size())
                .containsExactly(6, 1);
    }

    @RepeatedTest(20)
    void watcherComesToTheStateThatAReaderSees() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        for (int i = 0; i < 2_000; i++) {
            String instance = "i" + random.nextInt(20);
            switch (random.nextInt(4)) {
                case 0 -> registry.register("orders", instance, 1);
                case 1 -> registry.deregister("orders", instance, 1);
                case 2 -> registry.renew("orders", instance, 1);
                default -> registry.pass(random.nextInt(3_000));
            }
            Snapshot read = registry.snapshot("orders");
            Snapshot seen = watcher.seen.get(watcher.seen.size() - 1);
            assertThat(seen.version().isAfter(read.version()))
                    .as("seed %d", seed)
                    .isFalse();
        }
        registry.pass(200);
        assertThat(watcher.seen.get(watcher.seen.size() - 1))
                .as("seed %d", seed)
                .isEqualTo(registry.snapshot("orders"));
        Version last = Version.NONE;
        for (Snapshot each : watcher.seen) {
            assertThat(each.version().isAfter(last)).as("seed %d", seed).isTrue();
            last = each.version();
        }
    }

    @Test
    void versionsGrowThroughTheEndOfAService() {
        Watcher first = watch("orders", Long.MAX_VALUE);
        registry.register("orders", "a", 1);
        Version version = registry.snapshot("orders").version();
        first.cancel();
        registry.deregister("orders", "a", 1);
        assertThat(registry.core.services().entries())
                .as("nobody has or wants it")
                .isEmpty();
        assertThat(registry.snapshot("orders").version().isAfter(version)).isTrue();
    }

    @Test
    void forgottenWatchesLeaveNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            watch("s" + i, Long.MAX_VALUE).cancel();
        }
        assertThat(registry.core.services().entries()).isEmpty();
    }

    @Test
    void watchesEndWithTheRegistry() {
        Watcher watcher = watch("orders", Long.MAX_VALUE);
        registry.core.services().complete();
        assertThat(watcher.isComplete).isTrue();
    }

    private Watcher watch(String service, long demand) {
        Watcher watcher = new Watcher(demand);
        registry.core
                .services()
                .watch(service, registry.core.clock().nowMillis())
                .subscribe(watcher);
        return watcher;
    }

    private static final class Watcher extends BaseSubscriber<Snapshot> {

        final List<Snapshot> seen = new ArrayList<>();
        private final long demand;
        boolean isComplete;

        Watcher(long demand) {
            this.demand = demand;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(demand);
        }

        @Override
        protected void hookOnNext(Snapshot snapshot) {
            seen.add(snapshot);
        }

        @Override
        protected void hookOnComplete() {
            isComplete = true;
        }
    }
}
