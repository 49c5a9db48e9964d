/** Step 1: a connection, a length and bytes, by calls that block. */
@NullMarked
package dev.socle.examples.ladder.blocking;

import org.jspecify.annotations.NullMarked;
