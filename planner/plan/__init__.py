"""What is signed: view models, pictures, documents."""
