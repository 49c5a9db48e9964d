package dev.socle.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socle.transport.Address;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private static final Address ADDRESS = Address.of("tcp", "10.0.0.4", 7000);
    private static final Endpoint ENDPOINT = Endpoint.of("orders", "a", ADDRESS);

    @Test
    void tagsAreSortedAndFixed() {
        Map<String, String> tags = new HashMap<>(Map.of("b", "2", "a", "1"));
        Endpoint tagged = ENDPOINT.withTags(tags);
        tags.put("c", "3");
        assertThat(tagged.tags()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void tagLimitsHold() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("k" + i, "");
        }
        refused(() -> ENDPOINT.withTags(many), "at most 64");
        refused(() -> ENDPOINT.withTags(Map.of("k".repeat(64), "v")), "1 to 63");
        refused(() -> ENDPOINT.withTags(Map.of("k", "v".repeat(1025))), "at most 1024");
        refused(() -> ENDPOINT.withTags(Map.of("k", "ö".repeat(513))), "1026 bytes");
        Map<String, String> large = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            large.put("k" + i, "v".repeat(1000));
        }
        refused(() -> ENDPOINT.withTags(large), "at most 4096");
    }

    @Test
    void tagsHoldNoControlCharacters() {
        refused(() -> ENDPOINT.withTags(Map.of("k", "a\nb")), "control character");
        refused(() -> ENDPOINT.withTags(Map.of("k\n", "a")), "tag key");
        refused(() -> ENDPOINT.withTags(Map.of("", "a")), "tag key");
    }

    @Test
    void addressIsOneThatCanBeCalled() {
        refused(() -> Endpoint.of("orders", "a", Address.parse("name://orders")), "a name itself");
        refused(() -> Endpoint.of("orders", "a", ADDRESS.withPort(0)), "port 0");
        refused(() -> Endpoint.of("orders", "a", Address.parse("unix:///" + "x".repeat(2000))), "at most 1024");
    }

    @Test
    void numbersHaveBounds() {
        refused(() -> ENDPOINT.withWeight(-1), "weight");
        refused(() -> ENDPOINT.withWeight(65_536), "weight");
        refused(() -> ENDPOINT.withIncarnation(-1), "incarnation");
    }

    private static void refused(Runnable made, String why) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContaining(why);
    }
}
