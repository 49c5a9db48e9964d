package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.SessionLimits;
import dev.socle.transport.BufferLeaks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class InspectorTest {

    @Test
    void everyRouterDescribesItself() {
        SessionLimits limits = SessionLimits.defaults().withMessageLengthMax(1_000_000);
        ServiceRouter router = ServiceRouter.builder()
                .add(Greeter.class, Greeter.polite())
                .limits(limits)
                .build();
        try (Wire wire = Wire.local(router)) {
            ServerDescription description =
                    wire.proxy(Inspector.class).inspect().block(PATIENCE);

            assertThat(description.limits())
                    .isEqualTo(
                            new LimitsDescription(1_000_000, limits.metadataLengthMax(), limits.inboundStreamsMax()));
            assertThat(description.mimeTypes())
                    .containsExactly(
                            "application/json",
                            "application/cbor",
                            "text/plain",
                            "application/octet-stream",
                            "application/vnd.socle.xdr");
            ServiceDescription greeter = description.services().get(0);
            assertThat(greeter.name()).isEqualTo("greeter");
            assertThat(greeter.routes()).hasSize(17);
            RouteDescription notes = route(greeter, "greeter.notes");
            assertThat(notes.interaction()).isEqualTo(Interaction.REQUEST_RESPONSE);
            assertThat(notes.idempotent()).isTrue();
            assertThat(route(greeter, "greeter.note").result()).isNull();
            assertThat(route(greeter, "greeter.add").parameters()).hasSize(2);
            assertThat(route(greeter, "greeter.chat").interaction()).isEqualTo(Interaction.REQUEST_CHANNEL);
            assertThat(route(greeter, "greeter.chat").parameters().get(0).toText())
                    .isEqualTo("{name: string}");
            assertThat(notes.parameters()).isEmpty();
            assertThat(notes.result().toText()).isEqualTo("{count: int32}");
        }
    }

    @Test
    void bytesAreDescribedAsBytes() {
        ServiceRouter router = ServiceRouter.builder()
                .add(FormatsTest.Raw.class, new FormatsTest.Raw.Implementation())
                .build();
        try (Wire wire = Wire.local(router)) {
            ServiceDescription raw = wire.proxy(Inspector.class)
                    .inspect()
                    .block(PATIENCE)
                    .services()
                    .get(0);

            assertThat(route(raw, "raw.length").parameters().get(0).type()).isEqualTo("bytes");
            assertThat(route(raw, "raw.digits").result().type()).isEqualTo("bytes");
        }
    }

    private static RouteDescription route(ServiceDescription service, String route) {
        return service.routes().stream()
                .filter(each -> each.route().equals(route))
                .findFirst()
                .orElseThrow();
    }
}
