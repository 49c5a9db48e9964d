package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.names.Endpoint;
import dev.socle.names.Freshness;
import dev.socle.names.NameClient;
import dev.socle.names.NamesOptions;
import dev.socle.names.Registration;
import dev.socle.names.Snapshot;
import dev.socle.transport.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name server in a process of its own: started twice, killed, and stopped in its tracks. */
class ServerProcessTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration TTL = Duration.ofMillis(900);

    @TempDir
    Path folder;

    @Test
    void secondProcessOnTheFolderIsToldThePidOfTheFirst() throws Exception {
        try (NameServerProcess first = NameServerProcess.start(0, folder.toString())) {
            assertThat(NameServerProcess.refusal(folder.toString()))
                    .startsWith("3: ")
                    .contains("process " + first.pid())
                    .contains(folder.getFileName().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clientsSurviveTheKillOfTheirServer(boolean hasData) {
        String where = hasData ? folder.toString() : "-";
        int port;
        NameClient client;
        Registration registration;
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        try (NameServerProcess first = NameServerProcess.start(0, where)) {
            port = first.address().port();
            client = NameClient.connect(first.address(), NamesOptions.defaults());
            registration = client.register(endpoint(), TTL).block(SOON);
            client.watch("orders").subscribe(seen::add);
            Awaitility.await().until(() -> !seen.isEmpty());
            first.kill();
            Awaitility.await().atMost(SOON).until(() -> last(seen).freshness() == Freshness.STALE);
            Awaitility.await().atMost(SOON).until(() -> registration.state() == Registration.State.LOST);
        }
        try (NameServerProcess second = NameServerProcess.start(port, where)) {
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> registration.state() == Registration.State.ACTIVE
                            && last(seen).freshness() == Freshness.LIVE);
            assertThat(seen)
                    .allSatisfy(snapshot -> assertThat(snapshot.endpoints()).containsExactly(registration.endpoint()));
            assertThat(second.address().port()).isEqualTo(port);
            client.close().block(SOON);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void serverThatLayStillRemovesNobody() throws Exception {
        try (NameServerProcess server = NameServerProcess.start(0, folder.toString())) {
            NameClient client = NameClient.connect(server.address(), NamesOptions.defaults());
            client.register(endpoint(), Duration.ofMillis(600)).block(SOON);
            List<Snapshot> seen = new CopyOnWriteArrayList<>();
            client.watch("orders").subscribe(seen::add);
            Awaitility.await().until(() -> !seen.isEmpty());
            server.signal("STOP");
            Awaitility.await().pollDelay(Duration.ofMillis(1_800)).until(() -> true);
            server.signal("CONT");
            Awaitility.await().pollDelay(Duration.ofMillis(700)).until(() -> true);
            assertThat(seen)
                    .allSatisfy(snapshot -> assertThat(snapshot.endpoints()).hasSize(1));
            assertThat(client.services().blockFirst(SOON).instances()).isEqualTo(1);
            client.close().block(SOON);
        }
    }

    private static Endpoint endpoint() {
        return Endpoint.of("orders", "a", Address.of("tcp", "10.0.0.4", 7000));
    }

    private static Snapshot last(List<Snapshot> seen) {
        return seen.get(seen.size() - 1);
    }
}
