package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a watch makes of what a name server says, whatever it says. */
class WatchedNameTest {

    private static final long HOLD_BACK_MILLIS = 3_600_000;

    private final NameLink nowhere = new NameLink(Address.parse("local://nowhere"), NamesOptions.defaults());
    private final WatchedName name = new WatchedName("orders", nowhere, new Turn(), HOLD_BACK_MILLIS, System::nanoTime);
    private final List<Snapshot> seen = new ArrayList<>();

    WatchedNameTest() {
        name.watch().subscribe(seen::add);
    }

    @Test
    void nothingIsShownBeforeTheServerSaidSomething() {
        assertThat(seen).isEmpty();
        name.onView(view(1, 0));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).endpoints()).isEmpty();
    }

    @Test
    void olderAndRepeatedViewsAreDropped() {
        name.onView(view(1, 5, "a", "b"));
        name.onView(view(1, 4, "a"));
        name.onView(view(1, 5, "a"));
        name.onView(view(1, 6, "b"));
        assertThat(seen).extracting(snapshot -> snapshot.version().revision()).containsExactly(5L, 6L);
    }

    @Test
    void removalWithinAnEpochIsBelieved() {
        name.onView(view(1, 1, "a", "b"));
        name.onView(view(1, 2));
        assertThat(last().endpoints()).isEmpty();
    }

    @Test
    void massRemovalAfterARestartIsHeldBackUntilEnoughAreBack() {
        name.onView(view(1, 9, "a", "b", "c", "d"));
        name.onView(view(2, 1));
        assertThat(last().endpoints()).hasSize(4);
        assertThat(last().freshness()).isEqualTo(Freshness.STALE);
        name.onView(view(2, 2, "a"));
        assertThat(last().endpoints()).hasSize(4);
        name.onView(view(2, 3, "a", "b"));
        assertThat(last().endpoints()).hasSize(2);
        assertThat(last().version()).isEqualTo(new Version(2, 3));
        name.onView(view(2, 4));
        assertThat(last().endpoints()).as("from here on it is believed").isEmpty();
    }

    @Test
    void smallRemovalAfterARestartIsBelieved() {
        name.onView(view(1, 9, "a", "b", "c", "d"));
        name.onView(view(2, 1, "b", "c", "d"));
        assertThat(last().endpoints()).hasSize(3);
    }

    @Test
    void badInstancesAreLeftOut() {
        List<NameProtocol.Instance> instances = Stream.of("tcp://h:1", "name://x", "tcp://h:0", "::")
                .map(address -> new NameProtocol.Instance("i" + seen.size(), address, 1L, 1, null))
                .toList();
        name.onView(new NameProtocol.View("orders", 1, 1, Freshness.LIVE, instances, List.of()));
        assertThat(last().endpoints()).hasSize(1);
    }

    private Snapshot last() {
        return seen.get(seen.size() - 1);
    }

    private static NameProtocol.View view(long epoch, long revision, String... ids) {
        return new NameProtocol.View(
                "orders",
                epoch,
                revision,
                Freshness.LIVE,
                Stream.of(ids)
                        .map(id -> new NameProtocol.Instance(id, "tcp://h:1", 1L, 1, null))
                        .toList(),
                List.of());
    }
}
