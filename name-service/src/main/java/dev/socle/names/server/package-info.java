/**
 * The name server: who is registered, for how long, and who wants to know of it.
 *
 * <p>It must not know frames, nor how its clients balance. Its call down is a {@link dev.socle.names.server.RegistryStore};
 * its callbacks up are the snapshots that watchers receive. Read {@code RegistryCore} first.
 */
@NullMarked
package dev.socle.names.server;

import org.jspecify.annotations.NullMarked;
