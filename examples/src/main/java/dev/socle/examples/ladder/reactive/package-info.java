/** Step 5: the bytes of a connection as a Flux, pulled by demand. */
@NullMarked
package dev.socle.examples.ladder.reactive;

import org.jspecify.annotations.NullMarked;
