package dev.socle.messaging.service;

import java.util.List;

/**
 * What a router offers.
 *
 * @param services its services, ordered by name; {@link Inspector} is not among them
 * @param mimeTypes the formats of data that it reads and writes, the preferred first
 * @param limits what it refuses
 */
public record ServerDescription(List<ServiceDescription> services, List<String> mimeTypes, LimitsDescription limits) {

    public ServerDescription {
        services = List.copyOf(services);
        mimeTypes = List.copyOf(mimeTypes);
    }
}
