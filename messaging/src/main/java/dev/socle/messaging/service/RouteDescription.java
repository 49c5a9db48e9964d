package dev.socle.messaging.service;

import dev.socle.messaging.codec.Schema;
import dev.socle.messaging.session.Interaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one method is asked for.
 *
 * @param route what a request names
 * @param interaction how messages are exchanged
 * @param idempotent whether doing it twice is as good as once
 * @param parameters what a request holds: nothing, one value, or an array of several; of a channel each message. Type
 *     {@code bytes} stands for bytes as they are, {@code other} for what only a format of the user's own can write
 * @param result what an answer holds, or each of many; null for nothing
 */
public record RouteDescription(
        String route,
        Interaction interaction,
        boolean idempotent,
        List<Schema> parameters,
        @Nullable Schema result) {

    public RouteDescription {
        parameters = List.copyOf(parameters);
    }
}
