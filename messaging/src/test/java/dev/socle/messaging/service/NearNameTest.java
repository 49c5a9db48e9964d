package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearNameTest {

    private static final List<String> ROUTES = List.of("greeter.greet", "greeter.greetMany", "greeter.note", "a.b");

    @Test
    void findsTheNearest() {
        assertThat(NearName.of("greeter.gret", ROUTES)).isEqualTo("greeter.greet");
        assertThat(NearName.of("Greeter.greet", ROUTES)).isEqualTo("greeter.greet");
        assertThat(NearName.of("greeter.notes", ROUTES)).isEqualTo("greeter.note");
        assertThat(NearName.of("greeter.greetNany", ROUTES)).isEqualTo("greeter.greetMany");
    }

    @Test
    void findsNothingThreeEditsAway() {
        assertThat(NearName.of("greeter.gr", ROUTES)).isNull();
        assertThat(NearName.of("teerg", ROUTES)).isNull();
    }

    @Test
    void doesNotLookWhereLookingIsDear() {
        assertThat(NearName.of("a".repeat(65), List.of("a".repeat(64)))).isNull();
        assertThat(NearName.of("a.c", Collections.nCopies(513, "a.b"))).isNull();
    }
}
