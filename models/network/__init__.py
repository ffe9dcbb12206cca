"""How fast validators on a real network can agree: delays, votes and the rounds made of them."""
