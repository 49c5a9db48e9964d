package dev.socle.names.server;

import dev.socle.names.Endpoint;

/**
 * What a store keeps of a registration: the instance and its time to live. When the lease ends is not kept, for after a
 * restart every lease begins anew.
 *
 * @param endpoint the instance, with its incarnation
 * @param ttlMillis its time to live, in milliseconds
 */
public record LeaseTerms(Endpoint endpoint, long ttlMillis) {

    LeaseKey key() {
        return new LeaseKey(endpoint.service(), endpoint.instance());
    }
}
