package dev.socle.messaging.service;

import java.util.List;

/**
 * What one service offers.
 *
 * @param name its name, the first part of its routes
 * @param routes its methods, ordered by route
 */
public record ServiceDescription(String name, List<RouteDescription> routes) {

    public ServiceDescription {
        routes = List.copyOf(routes);
    }
}
