"""What is signed: view models, wording, pictures, rendering."""
