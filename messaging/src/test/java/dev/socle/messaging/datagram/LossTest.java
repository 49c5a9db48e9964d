package dev.socle.messaging.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.datagram.Counter.Counting;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A network that loses, doubles and reorders: calls are answered, and none is executed twice. */
@ExtendWith(BufferLeaks.class)
@Timeout(300)
class LossTest {

    private static final int CALLS = 2_000;

    @Test
    void atTenPercentLossNearlyAllAreAnswered() throws IOException {
        assertThat(answered(0.10, 0.05, 0.10, Duration.ofMillis(30))).isGreaterThanOrEqualTo(CALLS * 999 / 1_000);
    }

    @Test
    @Tag("long")
    void atThirtyPercentLossMostAreAnswered() throws IOException {
        assertThat(answered(0.30, 0.05, 0.10, Duration.ofMillis(100))).isGreaterThanOrEqualTo(CALLS * 97 / 100);
    }

    /** How many calls were answered, after a look at what was executed. */
    private static int answered(double loss, double duplication, double reordering, Duration retransmit)
            throws IOException {
        long seed = System.nanoTime();
        System.out.println("LossTest: seed " + seed);
        Counting counting = new Counting();
        DatagramServiceOptions options = DatagramServiceOptions.defaults().withRetransmit(retransmit);
        DatagramServer server = DatagramServer.listen(
                        Address.of("udp", "127.0.0.1", 0),
                        options,
                        ServiceRouter.builder().add(Counter.class, counting).build())
                .block();
        Set<Long> answered = ConcurrentHashMap.newKeySet();
        Set<Long> notExecuted = ConcurrentHashMap.newKeySet();
        try (LossyProxy proxy = new LossyProxy(server.address(), seed, loss, duplication, reordering)) {
            DatagramClient client =
                    DatagramClient.connect(proxy.address(), options).block();
            // Six sends, and as long again for the last answer.
            Counter counter = ServiceProxy.builder(client)
                    .deadline(retransmit.multipliedBy(128))
                    .build()
                    .of(Counter.class);
            Flux.range(0, CALLS)
                    .map(Integer::longValue)
                    .flatMap(
                            number -> counter.execute(number)
                                    .doOnNext(answer -> {
                                        assertThat(answer).isEqualTo(number + 1);
                                        answered.add(number);
                                    })
                                    .onErrorResume(InteractionException.class, failure -> {
                                        if (failure.outcome() == Outcome.NOT_EXECUTED) {
                                            notExecuted.add(number);
                                        }
                                        return Mono.empty();
                                    }),
                            64)
                    .blockLast();
            System.out.println("LossTest: " + answered.size() + " of " + CALLS + " answered; " + client.counts() + ", "
                    + server.counts());
            assertThat(client.counts().resent()).as("the proxy did lose some").isGreaterThan(CALLS / 20);
            assertThat(server.counts().duplicates()).as("some came twice").isPositive();
            client.close();
        }
        server.close();
        assertThat(counting.executions.values()).as("seed " + seed).containsOnly(1);
        assertThat(counting.executions.keySet()).containsAll(answered).noneMatch(notExecuted::contains);
        return answered.size();
    }
}
