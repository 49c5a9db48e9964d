/**
 * Names: from the name of a service to the live instances that offer it.
 *
 * <p>Must not know: frames, and how bytes move. Calls down: typed services and sessions. Calls back up: whole snapshots of endpoints.
 */
@NullMarked
package dev.socle.names;

import org.jspecify.annotations.NullMarked;
