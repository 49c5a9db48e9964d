package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socle.transport.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"greeter", "billing/orders", "a", "0", "A.b_c-d", "a/b/c/d/e/f/g/h", "greeter.v2", "a..b", "a-"})
    void acceptsNames(String name) {
        assertThat(ServiceName.check(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "..",
                "../etc",
                ".a",
                "-a",
                "_a",
                "a b",
                "a\u0000",
                "a\nb",
                "\u202Ea",
                "größe",
                "gr\u0435eter",
                "a:b",
                "a?b",
                "a%2fb",
                "a/b/c/d/e/f/g/h/i",
                "a\\b",
                "a\u001B[2J"
            })
    void refusesHostileNamesInPrintableWords(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceName.check(name))
                .withMessageContaining("expected")
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~…]+"));
    }

    @Test
    void segmentsHaveAtMost63Characters() {
        assertThat(ServiceName.check("a".repeat(63))).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceName.check("a".repeat(64)));
    }

    @Test
    void hugeNameIsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceName.check("a".repeat(65_536)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void instanceIdIsOneSegment() {
        assertThat(ServiceName.checkInstance("host-7000")).isEqualTo("host-7000");
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceName.checkInstance("a/b"));
    }

    @Test
    void nameAddressGivesItsService() {
        assertThat(ServiceName.of(Address.parse("name://greeter"))).isEqualTo("greeter");
        assertThat(ServiceName.of(Address.parse("name://billing/orders"))).isEqualTo("billing/orders");
        assertThat(ServiceName.of(Address.parse("name://my_service"))).isEqualTo("my_service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://greeter:1", "name://greeter:1", "name://greeter?zone=a", "name://greeter/"})
    void otherAddressesAreNoNames(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceName.of(Address.parse(address)))
                .withMessageContaining("expected");
    }
}
