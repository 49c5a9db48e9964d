package dev.socle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Progress;
import dev.socle.benchmarks.compare.load.SetUp;
import dev.socle.benchmarks.compare.load.WrongAnswerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A contestant that answers wrongly does not get away with it. */
class WrongAnswersTest {

    @ParameterizedTest
    @EnumSource(
            names = {"PING_PONG", "PIPELINED", "CONNECTIONS", "STREAM", "FIRE", "LARGE", "TYPED", "THREADS", "LATENCY"})
    void everyScenarioSeesWrongAnswers(Scenario scenario) throws Exception {
        Contestant contestant = new WrongContestant();
        int port = contestant.serve();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < scenario.links(); i++) {
            links.add(contestant.connect(port).block());
        }
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Progress progress = new Progress(scenario.isTimed(), failures::add);
        scenario.load(links, 10_000, progress).start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !failures.isEmpty());
        progress.stop();

        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(WrongAnswerException.class));
    }

    @Test
    void setUpSeesThem() throws Exception {
        Contestant contestant = new WrongContestant();
        int port = contestant.serve();

        assertThatThrownBy(() -> SetUp.open(contestant, port, 200)).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void processThatGotWrongAnswerFailsTheRunInItsOwnWords() throws Exception {
        String type = WrongContestant.class.getName();
        try (Fork server = new Fork("the server of wrong", Fork.FLAGS, type);
                Fork client = new Fork("the client of wrong", Fork.FLAGS, type, "PIPELINED", "0")) {
            client.ask("connect " + server.ask("serve"));

            assertThatThrownBy(() -> {
                        client.ask("start");
                        while (true) {
                            client.sample();
                        }
                    })
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("the client of wrong has ended with exit code 1")
                    .hasMessageContaining("WrongAnswerException: got 64 bytes");
        }
    }

    @Test
    void processThatDiesFailsTheRun() throws Exception {
        try (Fork server = new Fork("the server of nobody", Fork.FLAGS, "no.such.Contestant")) {
            assertThatThrownBy(() -> server.ask("serve"))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("the server of nobody has ended with exit code 1")
                    .hasMessageContaining("ClassNotFoundException: no.such.Contestant");
        }
    }
}
