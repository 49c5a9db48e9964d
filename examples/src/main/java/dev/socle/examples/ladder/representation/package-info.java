/** Step 7: a record in place of a text, in a format that both sides know. */
@NullMarked
package dev.socle.examples.ladder.representation;

import org.jspecify.annotations.NullMarked;
