package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:7000",
                "tcp://[::1]:0",
                "tcp://example.org:65535",
                "ws://example.org:80/socle",
                "wss://example.org/socle?zone=a&zone=b",
                "unix:///run/socle/greeter.sock",
                "local://greeter",
                "name://greeter",
                "name://greeter?tag=blue",
                "local://my_service"
            })
    void textComesBackAsItWas(String text) {
        Address address = Address.parse(text);

        assertThat(address).hasToString(text);
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void partsAreTakenApart() {
        assertThat(Address.parse("wss://example.org:443/a/b?c=d"))
                .isEqualTo(new Address("wss", "example.org", 443, "/a/b", "c=d"));
        assertThat(Address.parse("unix:///run/x")).isEqualTo(new Address("unix", "", -1, "/run/x", ""));
        assertThat(Address.parse("name://greeter")).isEqualTo(Address.of("name", "greeter", -1));
    }

    @Test
    void hostOfIpv6HasNoBracketsAndItsTextHas() {
        Address address = Address.parse("tcp://[fd00::2]:7000");

        assertThat(address.host()).isEqualTo("fd00::2");
        assertThat(address).hasToString("tcp://[fd00::2]:7000");
    }

    @Test
    void bareHostAndPortIsTcp() {
        assertThat(Address.parse("localhost:7000")).isEqualTo(Address.of("tcp", "localhost", 7000));
        assertThat(Address.parse("[::1]:7000")).isEqualTo(Address.of("tcp", "::1", 7000));
    }

    @Test
    void schemeIsInLowerCase() {
        assertThat(Address.parse("TCP://localhost:1").scheme()).isEqualTo("tcp");
    }

    @Test
    void otherPortLeavesTheRest() {
        assertThat(Address.parse("ws://h:0/p?q").withPort(8080)).hasToString("ws://h:8080/p?q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "://h:1",
                "1tcp://h:1",
                "a/b://c",
                "tcp://",
                "tcp://h:99999",
                "tcp://h:-1",
                "tcp://h:port",
                "tcp://user@h:1",
                "tcp://user:secret@h:1",
                "tcp://h:1#fragment",
                "tcp://::1:7000",
                "tcp://[::1",
                "tcp://h h:1",
                "my_host:7000"
            })
    void malformedTextSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address: \"" + text + "\"")
                .hasMessageContaining("expected: ");
    }

    @Test
    void abstractSocketIsRefusedWithAReason() {
        assertThatThrownBy(() -> Address.parse("unix://@greeter"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("abstract socket has no owner and no permissions");
    }

    @Test
    void partsAreChecked() {
        assertThatThrownBy(() -> Address.of("", "h", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scheme");
        assertThatThrownBy(() -> Address.of("tcp", "h", 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 (expected: 0 to 65535)");
        assertThatThrownBy(() -> Address.of("tcp", "h", -2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unknownSchemeIsToldWithTheKnownOnes() {
        assertThatThrownBy(() -> Transport.of(Address.parse("pigeon://roof:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"pigeon\"")
                .hasMessageContaining("local, quic, tcp, tls, unix, ws, wss");
    }
}
