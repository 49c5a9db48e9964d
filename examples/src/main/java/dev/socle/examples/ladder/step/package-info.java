/** What the steps have in common: their shape, so that they can be compared, and plain sockets. */
@NullMarked
package dev.socle.examples.ladder.step;

import org.jspecify.annotations.NullMarked;
