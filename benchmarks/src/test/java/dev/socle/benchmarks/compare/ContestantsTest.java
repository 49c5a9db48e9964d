package dev.socle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Load;
import dev.socle.benchmarks.compare.load.Progress;
import dev.socle.benchmarks.compare.load.SetUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contestant does each of its scenarios, twice, and every answer is right. */
class ContestantsTest {

    private static final double CALLS_PER_SECOND = 10_000;
    private static final int CALLS = 10;
    /** More than are opened at a time. */
    private static final int CONNECTIONS = 100;

    static Stream<Arguments> all() {
        return Arrays.stream(Scenario.values())
                .flatMap(scenario -> scenario.peers().stream().map(peer -> Arguments.of(scenario, peer)));
    }

    static List<Peer> thatSetUp() {
        return Scenario.SET_UP.peers();
    }

    @ParameterizedTest
    @MethodSource("thatSetUp")
    void allConnectionsAreOpenAndAnswer(Peer peer) throws Exception {
        Contestant contestant = peer.contestant.getDeclaredConstructor().newInstance();

        List<Link> links = SetUp.open(contestant, contestant.serve(), CONNECTIONS);

        assertThat(links).doesNotHaveDuplicates().hasSize(CONNECTIONS);
        for (Link link : links) {
            link.close();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyAnswerIsRightAndNoneIsMissing(Scenario scenario, Peer peer) throws Exception {
        Contestant contestant = peer.contestant.getDeclaredConstructor().newInstance();
        int port = contestant.serve();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < scenario.links(); i++) {
            links.add(contestant.connect(port).block());
        }
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Progress progress = new Progress(scenario.isTimed(), failures::add);
        Load load = scenario.load(links, CALLS_PER_SECOND, progress);

        for (int round = 1; round <= 2; round++) {
            long before = progress.count();
            load.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> progress.count() > before + CALLS || !failures.isEmpty());
            progress.stop();
        }

        assertThat(failures).isEmpty();
        for (Link link : links) {
            link.close();
        }
    }
}
