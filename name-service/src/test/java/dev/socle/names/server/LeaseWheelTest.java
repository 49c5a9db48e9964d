package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaseWheelTest {

    private final LeaseWheel wheel = new LeaseWheel(0);
    private final List<Lease> lapsed = new ArrayList<>();

    @Test
    void handsOverAtTheDeadlineAndNotBefore() {
        Lease lease = lease("a", 0, 5_000);
        wheel.add(lease);
        wheel.advance(4_999, lapsed::add);
        assertThat(lapsed).isEmpty();
        wheel.advance(5_100, lapsed::add);
        assertThat(lapsed).containsExactly(lease);
        wheel.advance(60_000, lapsed::add);
        assertThat(lapsed).hasSize(1);
    }

    @Test
    void renewedLeaseIsMetLater() {
        Lease lease = lease("a", 0, 5_000);
        wheel.add(lease);
        lease.renewedAt = 4_000;
        wheel.advance(8_999, lapsed::add);
        assertThat(lapsed).isEmpty();
        wheel.advance(9_100, lapsed::add);
        assertThat(lapsed).containsExactly(lease);
    }

    @Test
    void endedLeaseIsNotHandedOver() {
        Lease lease = lease("a", 0, 5_000);
        wheel.add(lease);
        lease.end();
        wheel.advance(10_000, lapsed::add);
        assertThat(lapsed).isEmpty();
    }

    @Test
    void deadlineBeyondTheRingIsKept() {
        Lease lease = lease("a", 0, 3_600_000);
        wheel.add(lease);
        wheel.advance(3_599_999, lapsed::add);
        assertThat(lapsed).isEmpty();
        wheel.advance(3_600_100, lapsed::add);
        assertThat(lapsed).containsExactly(lease);
    }

    @Test
    void everyLeaseLapsesOnceWithinASlotOfItsDeadline() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int count = 2_000;
        long now = 0;
        for (int i = 0; i < count; i++) {
            wheel.add(lease("i" + i, now, 1 + random.nextInt(300_000)));
        }
        while (now < 310_000) {
            now += 1 + random.nextInt(700);
            long at = now;
            wheel.advance(now, lease -> {
                assertThat(at).as("seed %d", seed).isBetween(lease.deadline(), lease.deadline() + 801);
                lapsed.add(lease);
            });
        }
        assertThat(lapsed).as("seed %d", seed).hasSize(count).doesNotHaveDuplicates();
    }

    private static Lease lease(String instance, long now, long ttlMillis) {
        LeaseTerms terms = RegistryStoreContract.terms("orders", instance, 1);
        return new Lease(new LeaseTerms(terms.endpoint(), ttlMillis), now, false);
    }
}
