package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.Setup;
import dev.socle.transport.Address;
import dev.socle.transport.PeerIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PickerTest {

    @Test
    void nobodyGivesNothing() {
        assertThat(Picker.EMPTY.pick()).isNull();
    }

    @Test
    void ofTwoTheLessBusyIsPicked() {
        Load busy = new Load(5);
        Load idle = new Load(2);
        Picker picker = picker(List.of(busy, idle), List.of(1, 1));
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick()).isSameAs(idle);
        }
    }

    @Test
    void equalInstancesShareEvenly() {
        Map<Session, Integer> counts =
                count(List.of(new Load(0), new Load(0), new Load(0), new Load(0)), List.of(1, 1, 1, 1));
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(2_200, 2_800));
    }

    @Test
    void weightsShareInProportion() {
        List<Load> loads = List.of(new Load(0), new Load(0));
        Map<Session, Integer> counts = count(loads, List.of(1, 3));
        assertThat(counts.get(loads.get(0))).isBetween(2_200, 2_800);
        assertThat(counts.get(loads.get(1))).isBetween(7_200, 7_800);
    }

    @Test
    void heavierInstanceMayBeBusier() {
        Load light = new Load(2);
        Load heavy = new Load(5);
        Picker picker = picker(List.of(light, heavy), List.of(1, 3));
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick()).isSameAs(heavy);
        }
    }

    @Test
    void weightZeroIsAskedOnlyWhenNobodyElseIsThere() {
        Load drained = new Load(0);
        Load other = new Load(9);
        assertThat(picker(List.of(drained, other), List.of(0, 1)).pick()).isSameAs(other);
        assertThat(picker(List.of(drained), List.of(0)).pick()).isSameAs(drained);
    }

    @Test
    void closedSessionIsNotPicked() {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            loads.add(new Load(0));
        }
        Picker picker = picker(loads, java.util.Collections.nCopies(10, 1));
        for (int i = 0; i < 9; i++) {
            loads.get(i).isOpen = false;
        }
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick()).isSameAs(loads.get(9));
        }
        loads.get(9).isOpen = false;
        assertThat(picker.pick()).isNull();
    }

    @Test
    void loadEvensOutUnderManyPicks() {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            loads.add(new Load(0));
        }
        Picker picker = picker(loads, java.util.Collections.nCopies(20, 1));
        for (int i = 0; i < 20_000; i++) {
            ((Load) picker.pick()).pending++;
        }
        assertThat(loads).allSatisfy(load -> assertThat(load.pending).isBetween(990, 1_010));
    }

    private static Map<Session, Integer> count(List<Load> loads, List<Integer> weights) {
        Picker picker = picker(loads, weights);
        Map<Session, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(picker.pick(), 1, Integer::sum);
        }
        return counts;
    }

    private static Picker picker(List<Load> loads, List<Integer> weights) {
        List<Picker.Choice> choices = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            choices.add(new Picker.Choice(loads.get(i), weights.get(i)));
        }
        return new Picker(choices);
    }

    /** A session that says how busy it is, and nothing else. */
    private static final class Load implements Session {

        int pending;
        boolean isOpen = true;

        Load(int pending) {
            this.pending = pending;
        }

        @Override
        public int pending() {
            return pending;
        }

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public Setup setup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Address localAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Address remoteAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerIdentity peer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> onClose() {
            return Mono.never();
        }

        @Override
        public Mono<Void> close(Duration grace) {
            return Mono.empty();
        }

        @Override
        public void dispose() {}

        @Override
        public Mono<Session> connect() {
            return Mono.just(this);
        }
    }
}
