package dev.socle.names.server;

import static dev.socle.names.server.CoreHarness.TTL;
import static dev.socle.names.server.CoreHarness.endpoint;
import static dev.socle.names.server.CoreHarness.join;
import static dev.socle.names.server.CoreHarness.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.names.Endpoint;
import dev.socle.names.Freshness;
import dev.socle.names.NameErrors;
import dev.socle.names.ServiceSummary;
import dev.socle.names.Version;
import dev.socle.names.server.RegistryCore.Grant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RegistryCoreTest {

    private static final NameServerLimits LIMITS = NameServerLimits.defaults().withExpiryGuarded(false);

    private final CoreHarness registry = new CoreHarness();

    @Test
    void registeredInstanceIsSeen() {
        Grant grant = registry.register("orders", "a", 7);
        assertThat(grant).isEqualTo(new Grant(7, TTL, registry.epoch));
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(endpoint("orders", "a", 7));
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void endpointsAreSortedById() {
        for (String id : new String[] {"c", "a", "b"}) {
            registry.register("orders", id, 1);
        }
        assertThat(registry.snapshot("orders").endpoints())
                .extracting(Endpoint::instance)
                .containsExactly("a", "b", "c");
    }

    @Test
    void unknownServiceHasAnEmptySnapshotOfThisEpoch() {
        assertThat(registry.snapshot("nobody").endpoints()).isEmpty();
        assertThat(registry.snapshot("nobody").version().epoch()).isEqualTo(registry.epoch);
    }

    @Test
    void changeGivesANewVersionToItsServiceOnly() {
        registry.register("orders", "a", 1);
        registry.register("bills", "a", 1);
        Version orders = registry.snapshot("orders").version();
        Version bills = registry.snapshot("bills").version();
        registry.register("bills", "b", 1);
        registry.deregister("bills", "a", 1);
        assertThat(registry.snapshot("orders").version()).isEqualTo(orders);
        assertThat(registry.snapshot("bills").version().isAfter(bills)).isTrue();
    }

    @Test
    void leaseLapsesWithinASecondOfItsTime() {
        registry.register("orders", "a", 1);
        registry.pass(TTL - 100);
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        registry.pass(1_100);
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
        assertThat(registry.store.contents()).isEmpty();
    }

    @Test
    void renewedLeaseStays() {
        registry.register("orders", "a", 1);
        for (int i = 0; i < 20; i++) {
            registry.pass(TTL / 3);
            assertThat(registry.renew("orders", "a", 1)).isZero();
        }
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
    }

    @Test
    void renewalAfterExpiryIsNotFound() {
        registry.register("orders", "a", 1);
        registry.pass(TTL + 1_000);
        assertThat(registry.renew("orders", "a", 1)).isEqualTo(ErrorCode.NOT_FOUND);
        registry.register("orders", "a", 1);
        assertThat(registry.renew("orders", "a", 1)).isZero();
    }

    @Test
    void stalledTickerExtendsEveryLease() {
        registry.register("orders", "a", 1);
        registry.pass(1_000);
        registry.time.advanceMillis(3 * TTL);
        registry.core.tick();
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        registry.pass(TTL - 1_300);
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        registry.pass(1_300);
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
    }

    @Test
    void everyLeaseHasItsFullTimeAfterARestart() {
        registry.register("orders", "a", 1);
        registry.pass(TTL - 1_000);
        long before = registry.epoch;
        registry.restart(LIMITS);
        assertThat(registry.epoch).isGreaterThan(before);
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.RECOVERED);
        registry.pass(TTL - 100);
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        registry.pass(1_100);
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
    }

    @Test
    void recoveredServiceIsLiveWhenTheLastInstanceRenewed() {
        registry.register("orders", "a", 1);
        registry.register("orders", "b", 1);
        registry.restart(LIMITS);
        registry.renew("orders", "a", 1);
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.RECOVERED);
        registry.renew("orders", "b", 1);
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.LIVE);
        registry.restart(LIMITS);
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.RECOVERED);
        registry.renew("orders", "a", 1);
        registry.deregister("orders", "b", 1);
        assertThat(registry.snapshot("orders").freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void laterIncarnationReplacesAnEarlierOne() {
        registry.register("orders", "a", 5);
        registry.register("orders", "a", 6);
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(endpoint("orders", "a", 6));
        assertThat(registry.renew("orders", "a", 5)).isEqualTo(NameErrors.CONFLICT);
        assertThat(registry.renew("orders", "a", 6)).isZero();
        assertThat(registry.renew("orders", "a", 7)).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void earlierIncarnationIsRefused() {
        registry.register("orders", "a", 6);
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 5), TTL)))
                .isEqualTo(NameErrors.CONFLICT);
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(endpoint("orders", "a", 6));
    }

    @Test
    void deregistrationOfAnEarlierIncarnationHasNoEffect() {
        registry.register("orders", "a", 5);
        registry.register("orders", "a", 6);
        assertThat(registry.deregister("orders", "a", 5)).isFalse();
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        assertThat(registry.deregister("orders", "a", 6)).isTrue();
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
        assertThat(registry.deregister("orders", "a", 6)).isFalse();
    }

    @Test
    void expiryOfAnEarlierIncarnationDoesNotHitALaterOne() {
        registry.register("orders", "a", 5);
        registry.pass(TTL - 1_000);
        registry.register("orders", "a", 6);
        registry.pass(5_000);
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(endpoint("orders", "a", 6));
        assertThat(registry.store.contents()).hasSize(1);
    }

    @Test
    void serverChoosesIncarnationsThatGrowThroughRestarts() {
        long first = registry.register("orders", "a", 0).incarnation();
        long second = registry.register("orders", "a", 0).incarnation();
        registry.deregister("orders", "a", second);
        registry.restart(LIMITS);
        long third = registry.register("orders", "a", 0).incarnation();
        assertThat(first).isPositive().isLessThan(second);
        assertThat(third).isGreaterThan(second).isLessThan(1L << 53);
    }

    @Test
    void sameIncarnationAgainChangesItsEndpoint() {
        registry.register("orders", "a", 5);
        Version before = registry.snapshot("orders").version();
        registry.register("orders", "a", 5);
        assertThat(registry.snapshot("orders").version())
                .as("a renewal, no change")
                .isEqualTo(before);
        Endpoint tagged = endpoint("orders", "a", 5).withTags(Map.of("zone", "b"));
        join(registry.core.register(tagged, TTL));
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(tagged);
    }

    @Test
    void timeToLiveOutOfBoundsIsInvalid() {
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), 4_999)))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), 300_001)))
                .isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void oneRegistrationMoreThanAllowedIsRefused() {
        registry.restart(LIMITS.withRegistrationsMax(2));
        registry.register("orders", "a", 1);
        registry.store.isHolding = true;
        CompletableFuture<Grant> second = registry.core.register(endpoint("orders", "b", 1), TTL);
        assertThat(refusal(registry.core.register(endpoint("orders", "c", 1), TTL)))
                .as("the one under way counts")
                .isEqualTo(NameErrors.LIMIT);
        registry.store.release();
        assertThat(refusal(second)).isZero();
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 2), TTL)))
                .as("a replacement")
                .isZero();
        registry.deregister("orders", "b", 1);
        assertThat(refusal(registry.core.register(endpoint("orders", "c", 1), TTL)))
                .isZero();
    }

    @Test
    void serviceThatWouldNotFitIntoASnapshotIsRefused() {
        registry.restart(LIMITS.withSnapshotBytesMax(1_000));
        Endpoint large = endpoint("orders", "a", 1).withTags(Map.of("k", "v".repeat(250)));
        assertThat(refusal(registry.core.register(large, TTL))).isZero();
        Endpoint other = new Endpoint("orders", "b", large.address(), large.tags(), 1, 1);
        assertThat(refusal(registry.core.register(other, TTL))).isEqualTo(NameErrors.LIMIT);
        assertThat(refusal(registry.core.register(large.withIncarnation(2), TTL)))
                .isZero();
    }

    @Test
    void nothingIsSeenBeforeItIsSafe() {
        registry.store.isHolding = true;
        CompletableFuture<Grant> answer = registry.core.register(endpoint("orders", "a", 1), TTL);
        assertThat(answer).isNotDone();
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
        registry.store.release();
        assertThat(answer).isDone();
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
    }

    @Test
    void timeInTheStoreIsNotTakenFromTheLease() {
        registry.store.isHolding = true;
        registry.core.register(endpoint("orders", "a", 1), TTL);
        registry.pass(2 * TTL);
        registry.store.release();
        registry.pass(TTL - 200);
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
    }

    @Test
    void changesOfOneInstanceAreDecidedOneAfterTheOther() {
        registry.store.isHolding = true;
        CompletableFuture<Grant> five = registry.core.register(endpoint("orders", "a", 5), TTL);
        CompletableFuture<Grant> four = registry.core.register(endpoint("orders", "a", 4), TTL);
        CompletableFuture<Boolean> gone = registry.core.deregister(new LeaseKey("orders", "a"), 5);
        CompletableFuture<Grant> three = registry.core.register(endpoint("orders", "a", 3), TTL);
        assertThat(four).as("nobody knows yet whether five holds").isNotDone();
        registry.store.release();
        assertThat(refusal(five)).isZero();
        assertThat(refusal(four)).isEqualTo(NameErrors.CONFLICT);
        assertThat(join(gone)).isTrue();
        assertThat(refusal(three)).isZero();
        assertThat(registry.snapshot("orders").endpoints()).containsExactly(endpoint("orders", "a", 3));
    }

    @Test
    void crowdAtOneInstanceIsRefused() {
        registry.store.isHolding = true;
        for (int i = 0; i <= Gates.WAITING_MAX; i++) {
            assertThat(registry.core.register(endpoint("orders", "a", 1), TTL)).isNotDone();
        }
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), TTL)))
                .isEqualTo(NameErrors.LIMIT);
        registry.store.release();
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), TTL)))
                .isZero();
    }

    @Test
    void brokenDiskRefusesWritesAndNothingElse() {
        registry.register("orders", "a", 1);
        registry.store.isBroken = true;
        assertThat(refusal(registry.core.register(endpoint("orders", "b", 1), TTL)))
                .isEqualTo(NameErrors.UNAVAILABLE);
        assertThat(refusal(registry.core.deregister(new LeaseKey("orders", "a"), 1)))
                .isEqualTo(NameErrors.UNAVAILABLE);
        assertThat(registry.snapshot("orders").endpoints()).hasSize(1);
        assertThat(registry.renew("orders", "a", 1)).isZero();
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), TTL)))
                .as("a renewal in effect")
                .isZero();
        registry.store.isBroken = false;
        assertThat(refusal(registry.core.register(endpoint("orders", "b", 1), TTL)))
                .isZero();
    }

    @Test
    void lapsedLeaseGoesOnABrokenDiskAndOutOfTheStoreLater() {
        registry.register("orders", "a", 1);
        registry.register("orders", "b", 1);
        registry.store.isBroken = true;
        registry.pass(TTL + 1_000);
        assertThat(registry.snapshot("orders").endpoints()).isEmpty();
        assertThat(registry.store.contents()).hasSize(2);
        registry.store.isBroken = false;
        registry.register("orders", "b", 1);
        registry.pass(2_000);
        assertThat(registry.store.contents()).extracting(LeaseTerms::key).containsExactly(new LeaseKey("orders", "b"));
    }

    @Test
    void summariesCountInstances() {
        registry.register("orders", "a", 1);
        registry.register("orders", "b", 1);
        registry.register("bills", "a", 1);
        registry.deregister("bills", "a", 1);
        assertThat(registry.core.services().summaries())
                .containsExactly(new ServiceSummary("orders", 2, 0, Freshness.LIVE));
    }

    @Test
    void hundredThousandRegistrationsTickQuickly() {
        for (int i = 0; i < 100_000; i++) {
            registry.register("s" + i % 1_000, "i" + i, 1);
        }
        assertThat(refusal(registry.core.register(endpoint("orders", "a", 1), TTL)))
                .isEqualTo(NameErrors.LIMIT);
        long began = System.nanoTime();
        registry.pass(TTL + 1_000);
        assertThat(registry.core.services().leaseCount()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
