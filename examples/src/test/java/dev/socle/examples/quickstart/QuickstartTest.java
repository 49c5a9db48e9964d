package dev.socle.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.examples.quickstart.Quickstart.Greeting;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void clientGetsTheGreeting() {
        SessionServer server =
                Quickstart.serve(Address.parse("tcp://127.0.0.1:0")).block(Duration.ofSeconds(10));
        Greeting answer = Quickstart.ask(server.address(), "Ada").block(Duration.ofSeconds(10));
        assertThat(answer).isEqualTo(new Greeting("Hello, Ada!"));
        server.close(Duration.ofSeconds(1)).block(Duration.ofSeconds(10));
    }
}
