/**
 * The {@code socle} command: thin commands over the public types of the other modules.
 *
 * <p>Must not know: anything that is not public below. Calls down: names, services, sessions. Read {@link Main} first.
 */
@NullMarked
package dev.socle.cli;

import org.jspecify.annotations.NullMarked;
