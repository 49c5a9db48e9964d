package dev.socle.names.server;

import static dev.socle.names.server.CoreHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryGuardTest {

    private final CoreHarness registry = new CoreHarness(NameServerLimits.defaults());
    private final List<LeaseKey> alive = new ArrayList<>();

    @Test
    void fewSilentInstancesLapse() {
        register("orders", 20, 16);
        pass(TTL + 1_000);
        assertThat(size("orders")).isEqualTo(16);
        assertThat(suspects("orders")).isZero();
    }

    @Test
    void smallServiceLapsesAsAWhole() {
        register("orders", 9, 0);
        register("others", 100, 100);
        pass(TTL + 1_000);
        assertThat(size("orders")).isZero();
    }

    @Test
    void mostOfAServiceAtOnceIsKeptAndFlagged() {
        register("others", 200, 200);
        register("orders", 20, 5);
        pass(TTL + 1_000);
        assertThat(size("orders")).isEqualTo(20);
        assertThat(suspects("orders")).isEqualTo(15);
        assertThat(registry.snapshot("orders").suspects()).contains("i19").doesNotContain("i0");
        assertThat(registry.core.services().summaries().get(0).suspects()).isEqualTo(15);
        assertThat(suspects("others")).isZero();
    }

    @Test
    void aSeventhOfTheRegistryAtOnceIsKept() {
        for (int i = 0; i < 50; i++) {
            register("s" + i, 4, 3);
        }
        pass(TTL + 1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(size("s" + i)).isEqualTo(4);
        }
    }

    @Test
    void signOfLifeSettlesTheDoubt() {
        register("others", 200, 200);
        register("orders", 20, 0);
        pass(TTL + 1_000);
        assertThat(suspects("orders")).isEqualTo(20);
        for (int i = 0; i < 20; i++) {
            assertThat(registry.renew("orders", "i" + i, 1)).isZero();
            alive.add(new LeaseKey("orders", "i" + i));
        }
        assertThat(suspects("orders")).isZero();
        pass(10 * TTL);
        assertThat(size("orders")).isEqualTo(20);
    }

    @Test
    void instanceThatCameBackLapsesAlone() {
        register("others", 200, 200);
        register("orders", 20, 0);
        pass(TTL + 1_000);
        for (int i = 0; i < 20; i++) {
            registry.renew("orders", "i" + i, 1);
            if (i > 0) {
                alive.add(new LeaseKey("orders", "i" + i));
            }
        }
        pass(TTL + 1_000);
        assertThat(size("orders")).isEqualTo(19);
    }

    @Test
    void suspectsEndSlowlyAndInTheEndAll() {
        register("others", 200, 200);
        register("orders", 20, 0);
        pass(TTL + 1_000);
        pass(60_000);
        assertThat(size("orders")).isBetween(17, 18);
        pass(6 * 60_000);
        assertThat(size("orders")).isZero();
        assertThat(registry.store.contents()).hasSize(200);
    }

    @Test
    void deregistrationOfASuspectIsNotHeldBack() {
        register("others", 200, 200);
        register("orders", 20, 0);
        pass(TTL + 1_000);
        assertThat(registry.deregister("orders", "i7", 1)).isTrue();
        assertThat(size("orders")).isEqualTo(19);
        assertThat(suspects("orders")).isEqualTo(19);
    }

    @Test
    void guardCanBeSwitchedOff() {
        registry.restart(NameServerLimits.defaults().withExpiryGuarded(false));
        register("orders", 50, 0);
        pass(TTL + 1_000);
        assertThat(size("orders")).isZero();
    }

    private void register(String service, int count, int living) {
        for (int i = 0; i < count; i++) {
            registry.register(service, "i" + i, 1);
            if (i < living) {
                alive.add(new LeaseKey(service, "i" + i));
            }
        }
    }

    /** Time goes by, in which the living renew. */
    private void pass(long millis) {
        for (long gone = 0; gone < millis; gone += 1_000) {
            registry.pass(1_000);
            if (gone % 5_000 == 0) {
                alive.forEach(key -> registry.core.renew(key, 1));
            }
        }
    }

    private int size(String service) {
        return registry.snapshot(service).endpoints().size();
    }

    private int suspects(String service) {
        return registry.snapshot(service).suspects().size();
    }
}
