package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorTest {

    @Test
    void triesWhatSocleStandsOn() throws Exception {
        String names = "tcp://127.0.0.1:" + UnreachableTest.freePort();

        Ran ran = Ran.socle("doctor", "--names", names);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains(System.getProperty("java.version"))
                .containsPattern("ok +transports +local, quic, tcp, tls, unix, ws, wss")
                .containsPattern("(ok|less) +sockets +(epoll|kqueue|nio): ")
                .containsPattern("ok +engine nio +here, and taken ")
                .containsPattern("ok +engine io_uring +(here, and taken with -Dsocle.transport=io_uring|not here: )")
                .containsPattern("ok +engine (epoll|kqueue) +not here: it is part of ")
                .containsPattern("(ok|less) +Unix sockets ")
                .containsPattern("ok +TLS +TLSv1.3")
                .containsPattern("(ok +QUIC +its native library is here|less +QUIC +no quic:// addresses: )")
                .containsPattern("ok +loopback +listened, connected and called")
                .containsPattern("less +name server +none at " + names);
    }

    @Test
    void findsTheNameServer() throws Exception {
        try (Running server = Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0")) {
            String names = server.address();

            Ran ran = Ran.socle("doctor", "--json", "--names", names);

            assertThat(ran.out().lines())
                    .contains("{\"what\":\"name server\",\"health\":\"OK\",\"found\":\"listens at " + names + "\"}");
        }
    }
}
